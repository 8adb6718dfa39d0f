"""News of an older portal: ``manage.py import_news FILE [--dry-run] [--report FILE]``.

``.xml`` is RSS 2.0 (``content:encoded`` is the body, ``description`` the lead) or Atom; a file with a DTD or entities
is refused. ``.jsonl`` has one object a line, UTF-8. All values are strings but ``tags``:

========================== =====================================================================================
``guid``                   required, at most 500 characters: names the article for ever; running again compares by it
``title``, ``title_en``    required in Vietnamese, at most 255 characters; HTML is read as plain text
``date``                   required: ISO 8601 or RFC 822; Vietnam time when it names no zone; may be a day
``address``                where it stood: a path or an http(s) address; leads to the new page from then on (301)
``lead``, ``lead_en``      plain text
``body``, ``body_en``      HTML; becomes headings, paragraphs, lists and quotes; pictures are not taken and reported
``category``               its Vietnamese name; made when it is new
``author``                 as printed
``source``, ``source_en``  where the article comes from, as printed
``tags``                   a list of at most 20 strings
========================== =====================================================================================

One error anywhere and nothing is written; the report names line (or entry) and field. An article that an editor has
saved since, or took down, stays as it is.
"""
