package se.tvarsyn.warehouse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * JDBC connections that are used again: the vendor's driver makes a client of its own for each, which costs more than most
 * statements. A connection is one caller's until it is closed. It holds no state of the server: each statement is a request
 * of its own.
 */
final class IdleConnections implements AutoCloseable {
    /** A server closes what is idle for long (ClickHouse: keep_alive_timeout), and a statement is not sent twice. */
    private static final Duration USED_AGAIN_WITHIN = Duration.ofSeconds(2);

    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final Maker maker;
    private volatile boolean isClosed;

    @FunctionalInterface
    interface Maker {
        Connection connect() throws SQLException;
    }

    private record Idle(Connection connection, long since) {
        boolean isFresh() {
            return System.nanoTime() - since < USED_AGAIN_WITHIN.toNanos();
        }
    }

    IdleConnections(Maker maker) {
        this.maker = maker;
    }

    /** A connection that becomes idle when it is closed. */
    Connection take() throws SQLException {
        Idle taken = idle.pollFirst();
        while (taken != null && !taken.isFresh()) {
            taken.connection().close();
            taken = idle.pollFirst();
        }
        return lent(taken == null ? maker.connect() : taken.connection());
    }

    private Connection lent(Connection connection) {
        boolean[] isReturned = new boolean[1];
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!isReturned[0]) {
                            isReturned[0] = true;
                            giveBack(connection);
                        }
                        return null;
                    }
                    if (method.getName().equals("isClosed")) {
                        return isReturned[0] || connection.isClosed();
                    }
                    if (isReturned[0]) {
                        throw new SQLException("the connection was closed");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void giveBack(Connection connection) throws SQLException {
        idle.addFirst(new Idle(connection, System.nanoTime()));
        if (isClosed) {
            close();
        }
    }

    @Override
    public void close() throws SQLException {
        isClosed = true;
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.connection().close();
        }
    }
}
