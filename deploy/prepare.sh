#!/bin/sh
# What a new version of the code needs before it serves: tables, static files, the words of the search, a complete search index.
set -eu
python manage.py migrate --noinput
python manage.py collectstatic --noinput
python manage.py search_lexicon --apply
python manage.py search_rebuild --if-needed
