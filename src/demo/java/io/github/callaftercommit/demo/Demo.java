// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.callaftercommit.AfterCommitFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;

/** Signs three people up, twice, and tells what happened; it fails where that is not what the story says. */
@ApplicationScoped
class Demo {

    @Inject
    SignUp signUp;

    @Inject
    MailServer mailServer;

    @Inject
    Worker worker;

    @Inject
    Outside outside;

    private AfterCommitFailure failure;

    public static void main(String[] arguments) throws IOException {
        Platform.configure();
        String account;
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            account = container.select(Demo.class).get().account();
        }
        System.out.print(account);
        if (!account.equals(story())) {
            System.out.printf("%nBUT THIS IS NOT WHAT SHOULD HAVE HAPPENED:%n%n%s", story());
            System.exit(1);
        }
    }

    void remember(@Observes AfterCommitFailure failed) {
        failure = failed;
    }

    String account() {
        return Account.of(observe(signUp::asMostCodeIsWritten), observe(signUp::withCallAfterCommit));
    }

    private Map<Person, Observation> observe(Consumer<Person> way) {
        outside.clear();
        Map<Person, Observation> observations = new EnumMap<>(Person.class);
        for (Person person : Person.values()) {
            observations.put(person, observe(way, person));
        }
        return observations;
    }

    private Observation observe(Consumer<Person> way, Person person) {
        failure = null;
        try {
            way.accept(person);
        } catch (RuntimeException told) {
            // the caller is told; what became of the sign-up is seen from outside
        }
        boolean mailed = mailServer.takeRecipients().contains(person.address());
        boolean refused = mailServer.takeRefused(person.address());
        return new Observation(outside.isSaved(person), mailed, refused, outside.isWelcomed(person),
                worker.takeAnswer(), failure);
    }

    private static String story() throws IOException {
        try (InputStream story = Demo.class.getResourceAsStream("/story.txt")) {
            return new String(story.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
