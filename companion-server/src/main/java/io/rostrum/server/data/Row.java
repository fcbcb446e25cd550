package io.rostrum.server.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// One row of an answer, valid while its reader runs.
public final class Row {
    /// Makes something of a row.
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws DatabaseException;
    }

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /// {@return the text of a column that is never null}
    public String text(String column) throws DatabaseException {
        return optionalText(column)
                .orElseThrow(() -> new DatabaseException(
                        DatabaseException.Kind.FAILED, "column " + column + ": null (expected: a text)", null));
    }

    public Optional<String> optionalText(String column) throws DatabaseException {
        try {
            return Optional.ofNullable(result.getString(column));
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /// {@return the number; 0 for null}
    public long number(String column) throws DatabaseException {
        try {
            return result.getLong(column);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /// {@return whether the number is not 0}
    public boolean truth(String column) throws DatabaseException {
        return number(column) != 0;
    }

    /// {@return the time of a column in milliseconds since 1970}
    public Instant time(String column) throws DatabaseException {
        return Instant.ofEpochMilli(number(column));
    }

    public Optional<Instant> optionalTime(String column) throws DatabaseException {
        try {
            long millis = result.getLong(column);
            return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }
}
