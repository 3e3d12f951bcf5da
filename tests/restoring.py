"""A PostgreSQL database put back as it was, many times faster than a copy of its template: only what a test changed is written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

SHAPE = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
    SELECT concat_ws(' ', relname, attname, atttypid, atttypmod, attnotnull, atthasdef, attidentity) AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT concat_ws(' ', conname, contype) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
) AS lines"""
OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@dataclass(frozen=True)
class Changes:
    """The changed tables, each with all its rows, and where the sequences stand."""

    rows: Mapping[str, bytes]
    sequences: Mapping[str, int | None]


class Snapshot:
    """What a database holds now, and a connection to it that can put it back."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url)
        with self.connection.transaction():
            self.shape = self._shape()
            tables = [name for (name,) in self.connection.execute(TABLES).fetchall()]
            self.rows = {name: self._read(name) for name in tables}
            self.marks = sql.SQL(" UNION ALL ").join(
                sql.SQL("SELECT {}, count(*), coalesce(max(xmin::text::bigint), 0) FROM {}").format(name, sql.Identifier(name))
                for name in tables
            )
            self.counts = {name: count for name, count, _newest in self.connection.execute(self.marks).fetchall()}
            self.sequences = dict(self.connection.execute(SEQUENCES).fetchall())
            self.transaction = self._transaction()

    def close(self) -> None:
        self.connection.close()

    def restore(self) -> bool:
        """Put back what was changed, and end the connections of others; say whether that was possible: the tables may be others now."""
        try:
            with self.connection.transaction():
                self.connection.execute(OTHERS)
                if self._shape() != self.shape:
                    return False
                self._write({name: self.rows[name] for name in list(self._changed())})
                self._set(self.sequences)
                self.transaction = self._transaction()
        except psycopg.OperationalError:
            return False
        return True

    def changes(self) -> Changes:
        """Return what was changed since."""
        with self.connection.transaction():
            return Changes({name: self._read(name) for name in list(self._changed())}, dict(self.connection.execute(SEQUENCES).fetchall()))

    def write(self, changes: Changes) -> None:
        """Change again what was changed once, in the database as it was."""
        with self.connection.transaction():
            self._write(changes.rows)
            self._set(changes.sequences)

    def _write(self, rows: Mapping[str, bytes]) -> None:
        """Write tables anew, without triggers: a foreign key would look at tables that are not yet written."""
        self.connection.execute("SET LOCAL session_replication_role = replica")
        for name, content in rows.items():
            self.connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            if content:
                with self.connection.cursor().copy(sql.SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(sql.Identifier(name))) as copy:
                    copy.write(content)

    def _changed(self) -> Iterator[str]:
        """Yield the tables in which a later transaction left a row, or out of which one took a row."""
        for name, count, newest in self.connection.execute(self.marks).fetchall():
            if newest > self.transaction or count != self.counts[name]:
                yield name

    def _set(self, sequences: Mapping[str, int | None]) -> None:
        for name, last in self.connection.execute(SEQUENCES).fetchall():
            if last != (wanted := sequences[name]):
                self.connection.execute("SELECT setval(%s::regclass, %s, %s)", (f'public."{name}"', wanted or 1, wanted is not None))

    def _read(self, name: str) -> bytes:
        with self.connection.cursor().copy(sql.SQL("COPY {} TO STDOUT (FORMAT BINARY)").format(sql.Identifier(name))) as copy:
            return b"".join(copy)

    def _shape(self) -> str:
        return self._value(SHAPE)

    def _transaction(self) -> int:
        return self._value("SELECT pg_current_xact_id()::text::bigint")

    def _value(self, question: str):
        row = self.connection.execute(question).fetchone()
        assert row
        return row[0]
