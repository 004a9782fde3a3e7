// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Properties;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks the tests, who have their own connection, whether a row is committed. */
@ApplicationScoped
public class Witness {

    private HttpClient client;
    private String address;

    @PostConstruct
    void connect() {
        Properties properties = new Properties();
        try (InputStream stream = Witness.class.getResourceAsStream("/it.properties")) {
            properties.load(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        address = properties.getProperty("witness");
        client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    public boolean sees(String id) throws IOException, InterruptedException {
        return count(id) == 1;
    }

    /** Returns how many rows with such an id are committed. */
    public int count(String idPattern) throws IOException, InterruptedException {
        URI uri = URI.create(address + idPattern.replace("%", "%25"));
        return Integer.parseInt(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    }
}
