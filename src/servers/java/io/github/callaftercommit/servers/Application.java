// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A deployed application, driven over HTTP. */
final class Application {

    private static final Duration ANSWER = Duration.ofMinutes(3);

    /** In which what a request has caused is seen. */
    static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger IDS = new AtomicInteger();

    /** Among the streams of one HTTP/2 connection to Open Liberty an answer was lost. */
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI uri;

    Application(URI uri) {
        this.uri = uri;
    }

    /** An id that no other scenario uses, with which the ids of its rows begin. */
    static String newId() {
        return "s" + IDS.incrementAndGet();
    }

    interface Request {

        Object send(int number) throws Exception;
    }

    /** Sends as many requests at once, each from a client of its own, and returns how long the longest took. */
    static Duration atOnce(int requests, Request request) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(requests);
        List<Future<Duration>> sent = new ArrayList<>();
        try {
            for (int i = 1; i <= requests; i++) {
                int number = i;
                sent.add(clients.submit(() -> {
                    long start = System.nanoTime();
                    request.send(number);
                    return Duration.ofNanos(System.nanoTime() - start);
                }));
            }
            Duration longest = Duration.ZERO;
            for (Future<Duration> answered : sent) {
                Duration taken = answered.get();
                longest = taken.compareTo(longest) > 0 ? taken : longest;
            }
            return longest;
        } finally {
            clients.shutdownNow();
        }
    }

    /** @param parameters names and values in turn */
    Answer play(String scenario, Object... parameters) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("scenario/").append(scenario);
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=')
                    .append(URLEncoder.encode(parameters[i + 1].toString(), StandardCharsets.UTF_8));
        }
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri.resolve(query.toString())).timeout(ANSWER).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(query + " was answered " + response.statusCode() + ": " + response.body());
        }
        return Answer.parse(query.toString(), response.body());
    }
}
