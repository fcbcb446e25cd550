package io.rostrum.server.data;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements that take effect together or not at all. Confined to the [Database.Work] it is given to.
///
/// Statements are constants of the program, which the compiler checks (`@CompileTimeConstant`), and
/// values are bound: no input ever becomes SQL. Values are texts, numbers, truths (1 and 0), times
/// (milliseconds since 1970), and empty or full optionals of these.
public final class Transaction {
    private static final int QUERY_SECONDS = 10;

    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /// {@return what `reader` made of each row}
    public <T> List<T> list(@CompileTimeConstant final String sql, Row.Reader<T> reader, @Nullable Object... values)
            throws DatabaseException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /// {@return what `reader` made of the first row, if there is one}
    public <T> Optional<T> one(@CompileTimeConstant final String sql, Row.Reader<T> reader, @Nullable Object... values)
            throws DatabaseException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /// {@return the rows changed}
    public int change(@CompileTimeConstant final String sql, @Nullable Object... values) throws DatabaseException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(QUERY_SECONDS);
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case Boolean truth -> statement.setInt(index, truth ? 1 : 0);
            case Instant time -> statement.setLong(index, time.toEpochMilli());
            case Optional<?> optional -> bind(statement, index, optional.orElse(null));
            default ->
                throw new IllegalArgumentException(
                        "value of " + value.getClass() + " (expected: a text, number, truth or time)");
        }
    }
}
