// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users write compiles without a warning, throws what it throws, and has a name by which it can be told apart. */
class CallbackFormsTest {

    /** As that of MicroProfile Reactive Messaging. */
    interface Emitter<T> {

        CompletionStage<Void> send(T payload);

        <M extends Callable<? extends T>> void send(M message);
    }

    /** A user's own class. */
    @SuppressWarnings("serial") // it is never serialized
    record Farewell(String to) implements Callback<IOException> {

        @Override
        public void call() throws IOException {
            throw new IOException("nobody is called " + to);
        }

        @Override
        public String toString() {
            throw new AssertionError("asked for the string of a user's object");
        }
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        Event<String> placed;

        @Inject
        AfterCommitService afterCommit;

        void methodReferences(List<String> list, Map<String, Integer> map, Emitter<String> emitter, Message message,
                Path file, Runnable runnable) throws MessagingException, IOException {
            afterCommit.call(Transport::send, message);
            afterCommit.call(Files::delete, file);
            afterCommit.call(placed::fire, "order");
            afterCommit.call(placed::fireAsync, "order");
            afterCommit.call(emitter::send, "order");
            afterCommit.call(list::add, "order");
            afterCommit.call(list::clear);
            afterCommit.call(map::put, "order", 1);
            afterCommit.call(runnable::run);
            afterCommit.call(System.out::println);
            afterCommit.call(StringBuilder::new, "order");
            afterCommit.call(String::format, "order %s", 1);
            afterCommit.call(Shop::archive, 1L);
            afterCommit.call(this::capture, 1L, "EUR");
            afterCommit.callOnce("reindex", this::reindex);
            afterCommit.callOnce("reindex", 1L, this::reindexAll);
            afterCommit.callOnce("archive", "order", list::addAll);
        }

        void lambdas(Path file) throws IOException, InterruptedException {
            afterCommit.call(() -> placed.fire("order"));
            afterCommit.call(() -> {
                Files.delete(file);
            });
            afterCommit.call(path -> Files.delete(path), file);
            afterCommit.call((millis, nanos) -> Thread.sleep(millis, nanos), 0L, 1);
            afterCommit.callOnce("file", () -> Files.delete(file));
            afterCommit.callOnce("files", file, files -> Files.delete(files.get(0)));
        }

        void classes() throws Exception {
            afterCommit.call(new Farewell("Ada"));
            afterCommit.call(new Callback<>() {

                private static final long serialVersionUID = 1;

                @Override
                public void call() {
                    placed.fire("order");
                }
            });
        }

        /** It needs no throws clause: nothing that is thrown is checked. */
        void capture(long orderId, String currency) {
            afterCommit.call(Shop::archive, orderId);
            afterCommit.call(() -> archive(orderId));
        }

        private void reindex() {}

        private void reindexAll(List<Long> orders) {}

        private static void archive(long orderId) {}
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Shop.class);

    private List<String> namesOf(Work calls) throws Exception {
        List<String> names = new ArrayList<>();
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            calls.run();
            names.addAll(stack.afterCommit().pending().names());
            throw new IllegalArgumentException("nothing is to be called");
        })).isInstanceOf(IllegalArgumentException.class);
        return names;
    }

    @Test
    void methodReferencesAreNamedAfterTheMethod() throws Exception {
        Emitter<String> emitter = new Emitter<>() {

            @Override
            public CompletionStage<Void> send(String payload) {
                throw new AssertionError();
            }

            @Override
            public <M extends Callable<? extends String>> void send(M message) {
                throw new AssertionError();
            }
        };

        assertThat(namesOf(() -> stack.get(Shop.class).methodReferences(new ArrayList<>(), new HashMap<>(), emitter,
                null, Path.of("none"), () -> {}))).containsExactly("Transport.send(Message)", "Files.delete(Path)",
                        "Event.fire(Object)", "Event.fireAsync(Object)", "Emitter.send(Object)", "List.add(Object)",
                        "List.clear()", "Map.put(Object, Object)", "Runnable.run()", "PrintStream.println()",
                        "StringBuilder.<init>(String)", "lambda in Shop.methodReferences", "Shop.archive(long)",
                        "Shop.capture(long, String)", "Shop.reindex()", "Shop.reindexAll(List)",
                        "List.addAll(Collection)");
    }

    @Test
    void lambdasAreNamedAfterTheMethodInWhichTheyStand() throws Exception {
        assertThat(namesOf(() -> stack.get(Shop.class).lambdas(Path.of("none")))).hasSize(6)
                .containsOnly("lambda in Shop.lambdas");
    }

    @Test
    void othersAreNamedAfterTheirClass() throws Exception {
        assertThat(namesOf(() -> stack.get(Shop.class).classes())).containsExactly(Farewell.class.getName(),
                Shop.class.getName() + "$1");
    }

    @Test
    void whatTheyThrowReachesTheCallerWithItsTypeWhereThereIsNoTransaction() {
        AfterCommitService afterCommit = stack.afterCommit();

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> afterCommit.call(Files::delete, Path.of("target/none")));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> afterCommit.call(new Farewell("Ada")))
                .withMessage("nobody is called Ada");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> afterCommit.callOnce("file", () -> Files.delete(Path.of("target/none"))));
    }

    @Test
    void whatTheyThrowAfterTheCommitIsReported() throws Exception {
        stack.transactions().required(() -> stack.afterCommit().call(Files::delete, Path.of("target/none")));

        assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-008", "Files.delete(Path)");
    }
}
