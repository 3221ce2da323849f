#!/bin/bash
# The three roles of the control plane: the owner migrates, the application writes, the reader reads. Neither of the
# latter owns a table or may get around row-level security.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$NOVA_POSTGRES_OWNER_PASSWORD" -v app="$NOVA_POSTGRES_APP_PASSWORD" -v reader="$NOVA_POSTGRES_READER_PASSWORD" <<'SQL'
CREATE ROLE nova_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE nova_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE ROLE nova_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'reader';
CREATE DATABASE nova OWNER nova_owner;
REVOKE ALL ON DATABASE nova FROM PUBLIC;
GRANT CONNECT ON DATABASE nova TO nova_app, nova_reader;
SQL
