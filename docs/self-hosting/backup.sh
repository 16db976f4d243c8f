#!/bin/sh
# Dumps the database of DATABASE_URL and packs the photos of DATA_DIR into BACKUP_DIR, and drops backups older than
# KEEP_DAYS. The keys are left out: with them in the same place a stolen backup would give every name and phone away.
set -eu
umask 077
: "${DATABASE_URL:?}" "${DATA_DIR:?}" "${BACKUP_DIR:?}"
name=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$BACKUP_DIR"

# Photos come second: each is written before its row is committed, so that every row in the dump has its file.
pg_dump --format=custom --no-owner --file="$BACKUP_DIR/$name.dump.part" "$DATABASE_URL"
pg_restore --list "$BACKUP_DIR/$name.dump.part" >/dev/null
mkdir -p "$DATA_DIR/files" 2>/dev/null || true
tar --create --file="$BACKUP_DIR/$name.files.tar.part" --directory="$DATA_DIR" files
# Only what is whole has its name.
mv "$BACKUP_DIR/$name.files.tar.part" "$BACKUP_DIR/$name.files.tar"
mv "$BACKUP_DIR/$name.dump.part" "$BACKUP_DIR/$name.dump"

find "$BACKUP_DIR" -maxdepth 1 -type f \( -name '*.dump' -o -name '*.tar' -o -name '*.part' \) -mtime +"${KEEP_DAYS:-14}" -delete
echo "$BACKUP_DIR/$name.dump $(du -h "$BACKUP_DIR/$name.dump" | cut -f1), photos $(du -h "$BACKUP_DIR/$name.files.tar" | cut -f1)"
