package io.rostrum.server.data;

import io.rostrum.server.data.DatabaseException.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Turns what the drivers report into words and kinds.
final class Failures {
    private static final int PRIMARY = 0xFF;
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "53300", "53100", "55P03");

    private Failures() {}

    static DatabaseException of(SQLException e) {
        return e instanceof SQLiteException sqlite ? ofSqlite(sqlite) : ofPostgres(e);
    }

    /// {@return whether the same may work in a moment}
    static boolean isTransient(DatabaseException e) {
        return e.kind() == Kind.UNAVAILABLE;
    }

    /// Extended result codes have the primary one in their low byte (sqlite.org/rescode.html).
    private static DatabaseException ofSqlite(SQLiteException e) {
        int code = e.getResultCode().code & PRIMARY;
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new DatabaseException(
                    Kind.UNAVAILABLE,
                    "The database is locked by another program for too long; what it holds can be used again once that ends.",
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(e);
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return new DatabaseException(Kind.CONFLICT, "There is one of that name already.", e);
        }
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return new DatabaseException(Kind.UNAVAILABLE, "The disk of the data folder is full.", e);
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return new DatabaseException(
                    Kind.UNAVAILABLE,
                    "The database's file cannot be used: " + e.getResultCode().message
                            + " (expected: a file in the data folder that the server's user may write).",
                    e);
        }
        return new DatabaseException(Kind.FAILED, "database: " + e.getMessage(), e);
    }

    static DatabaseException damaged(Exception cause) {
        return new DatabaseException(
                Kind.DAMAGED,
                "The database's file is damaged. Streams go on; accounts do not work until a backup is put in its place:"
                        + " stop the server, then rostrum server restore.",
                cause);
    }

    /// SQLSTATE classes: PostgreSQL documentation, appendix A.
    private static DatabaseException ofPostgres(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (e instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P")) {
            return new DatabaseException(
                    Kind.UNAVAILABLE, "The database does not answer; it is asked again and again.", e);
        }
        if (state.startsWith("28") || state.equals("3D000")) {
            return new DatabaseException(
                    Kind.UNAVAILABLE, "The database refuses: its user, password or name in database.url is wrong.", e);
        }
        if (TRANSIENT_STATES.contains(state)) {
            return new DatabaseException(Kind.UNAVAILABLE, "The database is too busy; try again.", e);
        }
        if (state.startsWith("23")) {
            return new DatabaseException(Kind.CONFLICT, "There is one of that name already.", e);
        }
        return new DatabaseException(Kind.FAILED, "database: " + e.getMessage(), e);
    }
}
