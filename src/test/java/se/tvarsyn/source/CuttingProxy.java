package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between client and server, and cuts the line after so many bytes of the server's answers. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final AtomicInteger cuts;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final long after;

    /** @param cuts so many connections are cut, the later ones are not */
    CuttingProxy(int target, long after, int cuts) throws IOException {
        this.target = target;
        this.after = after;
        this.cuts = new AtomicInteger(cuts);
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Cuts what is connected now. */
    void cutAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                connections.incrementAndGet();
                open.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                boolean isCut = cuts.getAndDecrement() > 0;
                thread(() -> pump(client, server, Long.MAX_VALUE));
                thread(() -> pump(server, client, isCut ? after : Long.MAX_VALUE));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private static void thread(Runnable what) {
        Thread thread = new Thread(what, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pump(Socket from, Socket to, long most) {
        byte[] buffer = new byte[4096];
        long left = most;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    return;
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        } catch (IOException cut) {
            // by the other direction
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
