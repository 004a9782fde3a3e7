// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Tells the application how many rows with an id the tests can see. */
final class WitnessServer implements AutoCloseable {

    static {
        // without it each answer waits 40 ms for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Database database;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    WitnessServer(Database database) throws IOException {
        this.database = database;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = String.valueOf(database.count(exchange.getRequestURI().getPath().substring(1)))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
