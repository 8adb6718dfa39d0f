"""What a line of the source says, item by item, looked for in the exported record and among its findings.

Written from the description of the source, without the importer's code. Runs by itself, too:
``python -m tests.prove.lossless SOURCE RECORDS.jsonl FINDINGS.json``.
"""

import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.prove.lossless_totals import Totals
from tests.prove.source_words import (
    NAMES_FEE,
    Json,
    blanks,
    currency_of,
    day,
    folded,
    missing,
    names_nothing,
    only_number,
    same_act,
    same_time,
    says_free,
    source_lines,
    squeezed,
    vi,
    within,
    words,
)

METHODS = {"DIRECT": "in_person", "ONLINE": "online", "POSTAL": "post"}
FEE_KINDS = {"FEE": "fee", "SERVICE_FEE": "charge", "PRICE_LEVEL": "price"}
UNITS = {"WORKING_DAY", "DAY", "HOUR", "MONTH", "YEAR"}
LEVELS = {"isMinistry": "ministry", "isProvince": "province", "isWard": "commune", "isVertical": "vertical"}
ROLES = {
    "executing": ("departmentsExecuting", "unitGroupsExecuting", "executingAgencies"),
    "authority": ("departmentsAuthority", "unitGroupsAuthority", "delegatedAgencies"),
    "coordinating": ("departmentsCoordinating", "unitGroupsCoordinating", "coordinatingAgencies"),
    "authorised": ("departmentsAuthorized", "unitGroupsAuthorized", "authorizedAgencies"),
}


class Check:
    """One line of the source beside its record and findings."""

    def __init__(self, line: Json, record: Json, findings: list[Json], totals: Totals) -> None:
        self.line, self.detail, self.record, self.totals = line, line["detail"], record, totals
        self.findings = findings

    def listed(self, rules: Iterable[str], place: str, text: tuple[str, ...]) -> bool:
        """Whether a finding of these rules stands at ``place`` or quotes ``text``."""
        for found in self.findings:
            if found["rule"] in rules and (
                found["place"] == place or (text and within(text, words(found["source_text"])))
            ):
                return True
        return False

    def item(self, kind: str, found: bool, place: str, text: Any, *rules: str) -> None:
        """Count one item."""
        self.totals.rows[kind] += 1
        if found:
            self.totals.found[kind] += 1
        elif self.listed(rules, place, words(text)):
            self.totals.listed[kind] += 1
        else:
            self.totals.lost[kind].append(f"{self.record['code']} {place}: {text!s:.300}")

    def nodes(self, name: str) -> Iterator[tuple[str, Json]]:
        for number, node in enumerate(self.detail.get(name) or []):
            if node is not None:
                yield f"detail.{name}[{number}]", node

    def text(self, kind: str, source: Any, target: Any, place: str, *rules: str) -> None:
        """A text that must be there, word for word."""
        said = words(source)
        if said:
            self.item(kind, said == words(target), place, source, *rules)

    def run(self) -> None:
        for part in (
            self.identity,
            self.subjects,
            self.agencies,
            self.papers,
            self.channels,
            self.case_times,
            self.steps,
            self.outputs,
            self.acts,
            self.publication,
        ):
            part()

    def identity(self) -> None:
        record, detail = self.record, self.detail
        self.item("code", record["code"] == self.line["code"].strip(), "code", self.line["code"])
        official = vi(record.get("official_title") or record["title"])
        self.text("name", self.line["name"], official, "name")
        self.text("second name", detail.get("name"), official, "detail.name", "names-differ")
        conditions = vi(record.get("conditions"))
        self.text("conditions", detail.get("requirementsAndConditions"), conditions, "conditions")
        self.text(
            "description", detail.get("description"), conditions, "detail.description", "description-differs"
        )
        self.text("note", detail.get("note"), vi(record.get("note")), "note")
        self.text(
            "receiving addresses", detail.get("dossierReceivingAddresses"), vi(record.get("where")), "where"
        )
        said = words(detail.get("keywords"))
        if said:
            self.item("keywords", within(said, words(vi(record.get("keywords")))), "keywords", said)
        for place, node in self.nodes("returningMethods"):
            for value in node["value"]:
                token = f"{node['type'].lower()}:{value.lower()}"
                self.item("returning method", token in record.get("returning", []), place, token)

    def subjects(self) -> None:
        record, detail = self.record, self.detail
        for place, node in self.nodes("categoriesDetails"):
            same = record.get("topic") and words(node["name"]) == words(vi(record["topic"]["name"]))
            self.item("topic", bool(same), place, node["name"], "second-topic", "field-without-place")
        names = {words(vi(row["name"])) for row in record.get("audiences", [])}
        for place, node in self.nodes("subjectTypesDetails"):
            self.item("subject type", words(node["name"]) in names, place, node["name"])
        events = {words(vi(row["name"])) for row in record.get("life_events", [])}
        for place, node in self.nodes("serviceGroupsDetails"):
            said = words(node["name"])
            found = said in events or within(said, words(vi(record.get("keywords"))))
            self.item("life event", found, place, node["name"])
        for flag, level in LEVELS.items():
            if detail.get(flag):
                self.item("level", level in record.get("levels", []), flag, level)
        for flag, name in (
            ("isOfflineOnly", "offline_only"),
            ("isSharedService", "shared_service"),
            ("isNonTerritorial", "non_territorial"),
        ):
            if detail.get(flag):
                self.item("flag", record.get(name, False), flag, name)
        if detail.get("isFullProcess"):
            full = record.get("online") == "full" or not detail.get("executionMethods")
            self.item("full online", full, "detail.isFullProcess", "", "online-disagrees")

    def agencies(self) -> None:
        names = defaultdict(set)
        for row in self.record.get("agencies", []):
            names[row["role"]].add(folded(vi(row["name"])))
        for role, (departments, groups, said) in ROLES.items():
            for place, node in [*self.nodes(departments), *self.nodes(groups)]:
                self.item(f"agency, {role}", folded(node["name"]) in names[role], place, node["name"])
            if None in (self.detail.get(groups) or []):
                self.item("agency left null", False, f"detail.{groups}", "", "agency-group-missing")
            left = " ".join(folded(self.detail.get(said)))
            for name in sorted((" ".join(name) for name in names[role]), key=len, reverse=True):
                left = left.replace(name, "")
            if words(self.detail.get(said)):
                text = self.detail[said]
                self.item("agency in words", not left.strip(), f"detail.{said}", text, "agency-only-in-text")

    def papers(self) -> None:
        left = list(self.record.get("papers", []))
        choices = {
            words(vi(choice["label"]))
            for question in self.record.get("questions", [])
            for choice in question["choices"]
        }
        for place, case in self.nodes("executionCases"):
            name = words(case.get("name"))
            rows = case.get("profileComponents") or []
            for number, row in enumerate(rows):
                self.paper(f"{place}.profileComponents[{number}]", row, name, left)
            if name and not rows:
                bare = any(words(vi(paper["name"])) == name for paper in self.record.get("papers", []))
                self.item("case name", bare or name in choices, place, case["name"])
            elif name:
                headings = {words(vi(paper.get("heading"))) for paper in self.record.get("papers", [])}
                self.item("case name", name in headings or name in choices, place, case["name"])

    def paper(self, place: str, row: Json, heading: tuple[str, ...], left: list[Json]) -> None:
        inner = row.get("detail") or {}
        said = row.get("name") or inner.get("name")
        name = words(said)
        here = [
            paper
            for paper in left
            if words(vi(paper.get("heading"))) == heading
            and (words(vi(paper["name"])) == name or not (said or "").strip())
        ]
        paper = here[0] if here else None
        self.item("paper", bool(paper and said), place, said, "paper-without-name")
        if paper is None:
            return
        left.remove(paper)
        self.copies(place, row, paper)
        code = blanks(row.get("code") or inner.get("code"))
        if code:
            self.item("paper code", paper.get("code", "") == code, place, code, "code-too-long")
        if row.get("hasElectronicForm"):
            self.item("electronic form", paper.get("electronic", False), place, "")
        if row.get("required"):
            self.item("required", paper.get("required") is True, place, "", "paper-required")
        files = [*(row.get("attachments") or []), *((inner.get("data") or {}).get("attachments") or [])]
        known = {words(form.get("file_name")) for form in paper.get("forms", [])}
        for file in files:
            if file and file.get("fileName"):
                self.item("form", words(file["fileName"]) in known, place, file["fileName"], "form-shared")

    def copies(self, place: str, row: Json, paper: Json) -> None:
        asked = (row.get("originalQty") or 0, row.get("copyQty") or 0)
        shown = (paper.get("originals"), paper.get("copies"))
        if any(asked):
            self.item("copies", asked == shown, place, asked)
        else:
            honest = shown in ((None, None), asked)
            self.item("no copies", False, place if honest else "guessed", "", "paper-no-copies")

    def channels(self) -> None:
        left = list(self.record.get("channels", []))
        for place, node in self.nodes("executionMethods"):
            method = METHODS[node["submissionMethod"]]
            channel = next((row for row in left if row["method"] == method), None)
            self.item("channel", channel is not None, place, method)
            if channel is None:
                continue
            left.remove(channel)
            self.text("channel text", node.get("description"), vi(channel.get("description")), place)
            self.time("channel time", place, node, channel["time"])
            rows = [
                row for row in self.record.get("fees", []) if row.get("channel") in (None, channel["key"])
            ]
            self.item(
                "fees of a channel, counted", len(rows) == len(node.get("fees") or []), place, len(rows)
            )
            for number, fee in enumerate(node.get("fees") or []):
                self.fee(f"{place}.fees[{number}]", fee, channel["key"])

    def time(self, kind: str, place: str, node: Json, shown: Json) -> None:
        value, unit = node.get("processingTime"), node.get("processingTimeUnit") or "OTHER"
        if value is not None and value != "":
            self.item(kind, same_time(value, shown), place, value, "case-time-as-text")
        if unit in UNITS:
            self.item(f"{kind}'s unit", shown.get("unit") == unit.lower(), place, unit)
        if not value or unit not in UNITS:
            self.item("time unusable", False, place, "", "time-unusable")

    def fee(self, place: str, row: Json, channel: str) -> None:
        text, value = words(row.get("description")), row.get("value") or 0
        kind = FEE_KINDS.get(row.get("type") or "", "unknown")
        here = [
            fee
            for fee in self.record.get("fees", [])
            if fee.get("channel") in (None, channel) and fee.get("kind", "unknown") == kind
        ]
        exact = [fee for fee in here if words(vi(fee.get("description"))) == text]
        opening = [fee for fee in here if words(vi(fee.get("description")))[: len(text)] == text]
        self.item("fee text", bool(exact or opening), place, row.get("description"))
        if row.get("attachment"):
            self.item("fee file", False, place, row["attachment"].get("fileName"), "fee-attachment")
        if not value:
            if NAMES_FEE.search(unicodedata.normalize("NFC", row.get("description") or "")):
                self.totals.doubtful.add(self.record["code"])
            silent = [fee for fee in exact if fee.get("amount") is None]
            self.item("fee of zero", bool(silent), place, row.get("description"))
            free = any(fee.get("status") == "free" for fee in exact)
            self.item("zero not called free", not free or says_free(text), place, row.get("description"))
            return
        currency = currency_of(row)
        paid = [
            fee
            for fee in exact
            if Decimal(fee.get("amount") or 0) == Decimal(str(value))
            and fee.get("currency", "VND") == currency
        ]
        rules = "fee-amount-implausible", "fee-currency-unknown"
        self.item("fee amount", bool(paid), place, f"{value} {currency}", *rules)

    def case_times(self) -> None:
        times = self.record.get("times", [])
        for place, node in self.nodes("cases"):
            name, code = words(node.get("name")), (node.get("code") or "").strip()
            span = node.get("processingDay") or {}
            value, unit = span.get("qty"), span.get("type") or "OTHER"
            here = [row for row in times if words(vi(row["name"])) == name and row["code"] == code]
            self.item("case", bool(here), place, node.get("name"))
            if value is not None:
                same = [row for row in here if same_time(value, row["time"])]
                self.item("case time", bool(same), place, value, "case-time-as-text")
                if unit in UNITS:
                    told = any(row["time"].get("unit") == unit.lower() for row in same)
                    self.item("case time's unit", told, place, unit)

    def steps(self) -> None:
        shown = [f"{vi(step.get('name'))}\n{vi(step['text'])}" for step in self.record.get("steps", [])]
        have = [word for text in shown for word in words(text)]
        texts = [
            text
            for _, node in self.nodes("executionSteps")
            for text in (node.get("name"), node.get("description"))
            if words(text)
        ]
        said = [word for text in texts for word in words(text)]
        told = [word for text in texts if not names_nothing(text) for word in words(text)]
        if said:
            lost = min(missing(said, have), missing(told, have), key=len)
            self.item("steps, all words in order", not lost, "detail.executionSteps", " ".join(lost))
            self.totals.rows["words of steps"] += len(said)
            self.totals.found["words of steps"] += len(said) - len(lost)

    def outputs(self) -> None:
        names = {words(vi(row["name"])): row for row in self.record.get("outputs", [])}
        codes = {(words(vi(row["name"])), row.get("code", "")) for row in self.record.get("outputs", [])}
        for place, node in self.nodes("resultsDetails"):
            name, code = words(node.get("name")), blanks(node.get("code"))
            if name:
                self.item("result", name in names, place, node["name"])
                self.item("result code", (name, code) in codes, place, code, "code-too-long")

    def acts(self) -> None:
        acts = self.record.get("acts", [])
        for place, node in self.nodes("legalBasisesDetails"):
            code, name = squeezed(node.get("code")), folded(node.get("name"))
            if not code and not name:
                self.item("act left empty", False, place, "", "act-empty")
                continue
            here = [
                act for act in acts if same_act(squeezed(act["number"]), code, squeezed(node.get("name")))
            ]
            self.item("act", bool(here), place, node.get("code"), "act-number-unclear")
            titles = [folded(text) for act in here for text in (vi(act.get("title")), act["number"])]
            if name:
                told = name in titles or any(only_number(node["name"], act["number"]) for act in here)
                rules = "act-named-twice", "act-titled-otherwise", "act-number-unclear"
                self.item("act title", told, place, node.get("name"), *rules)

    def publication(self) -> None:
        shown, proposal = self.record.get("publication", {}), self.detail.get("procedureProposal") or {}
        for name in ("proposalNumber", "decisionNumber"):
            self.text("decision", proposal.get(name), shown.get("decision"), name)
        issuer = proposal.get("issuingAgency") or {}
        self.text("decision's issuer", issuer.get("name"), vi(shown.get("issuer")), "issuer")
        self.text("publisher", self.detail.get("departmentPromulgateName"), vi(shown.get("issuer")), "issuer")
        for name, value in (
            ("decided", proposal.get("decisionDate")),
            ("published", proposal.get("publicationDate")),
            ("updated", self.detail.get("updatedAt")),
        ):
            if value:
                self.item(f"date {name}", shown.get(name) == day(value), name, day(value))


def check(source: Path, records: Path, findings: Path) -> Totals:
    """Look for everything the public lines of ``source`` say."""
    by_code: dict[str, list[Json]] = defaultdict(list)
    for found in json.loads(findings.read_text(encoding="utf-8")):
        by_code[found["code"]].append(found)
    shown = {}
    for line in records.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        shown[record["code"]] = record
    totals = Totals(rules=Counter(found["rule"] for rows in by_code.values() for found in rows))
    totals.free = {
        code
        for code, record in shown.items()
        if any(fee.get("status") == "free" for fee in record.get("fees", []))
    }
    for line in source_lines(source):
        code = line["code"].strip()
        if code in shown:
            totals.rows["record"] += 1
            totals.found["record"] += 1
            Check(line, shown[code], by_code[code], totals).run()
        else:
            gone = {"rule": "", **next((f for f in by_code[code] if f["rule"] == "marked-deleted"), {})}
            totals.rows["record"] += 1
            if gone["rule"]:
                totals.listed["record"] += 1
            else:
                totals.lost["record"].append(code)
    return totals


if __name__ == "__main__":
    seen = check(*map(Path, sys.argv[1:4]))
    for name, row in seen.table():
        print(f"{name:<28}{row}")
        for one in seen.lost[name][:8]:
            print("      ", one)
    print(
        f"doubtful zeros {len(seen.doubtful)}, of them free {len(seen.doubtful & seen.free)}; free {len(seen.free)}"
    )
