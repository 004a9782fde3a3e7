// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;

import io.github.callaftercommit.servers.app.Later.Way;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@OnServer
@Order(1)
@Tag("microprofile")
class MicroProfileIT {

    private static final String FAILING = "lambda in ScenarioResource.failure";

    /** What the application knows; the names of those that other servers know too are theirs. */
    enum Demarcation {
        REQUIRED("@Transactional"), REQUIRES_NEW("@Transactional(REQUIRES_NEW)"), USER_TRANSACTION("UserTransaction"),
        QUARKUS_TRANSACTION("QuarkusTransaction"), NONE("no transaction");

        private final String label;

        Demarcation(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("Called once, after the commit, row visible from outside")
    void calledOnceAfterTheCommit(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "commit", outer)).containsExactly("body returns", "called, row visible: true");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("Dropped on rollback")
    void droppedOnRollback(Demarcation outer, RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("rollback", "id", id, "outer", outer.name());

        assertThat(answer.all("did")).containsExactly("thrown: rolls back");
        assertThat(running.database.count(id)).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("In order, failures (an Error too) isolated and reported, calls in callbacks in place, annotated "
            + "beans (EJBs too)")
    void firstInFirstOut(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "order", outer)).containsExactly("body returns", "1", "1a", "2", "2a",
                "mail to 3");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("In order, failures (an Error too) isolated and reported, calls in callbacks in place, annotated "
            + "beans (EJBs too)")
    void failingCallIsReported(Demarcation outer, RunningServer running) throws Exception {
        int before = running.server.process().log().length();

        assertThat(play(running.application, "failure", outer)).containsExactly("body returns",
                "failure of " + FAILING + ": no mail server", "called, row visible: true");
        assertThat(running.server.process().logFrom(before)).contains("CAC-008: " + FAILING,
                "AssertionError: no mail server");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("nested")
    @DisplayName("Calls of an inner transaction do not wait for the outer one")
    void innerTransaction(Demarcation inner, Demarcation outer, Application application) throws Exception {
        assertThat(application.play("inner", "outer", outer.name(), "inner", inner.name()).all("did")).containsExactly(
                "inner body returns", "called after the inner", "body returns", "called after the outer");
    }

    static Stream<Arguments> nested() {
        return transactions()
                .filter(inner -> inner == Demarcation.REQUIRES_NEW || inner == Demarcation.QUARKUS_TRANSACTION)
                .flatMap(inner -> transactions().map(outer -> Arguments.of(inner, outer)));
    }

    static Stream<Demarcation> transactions() {
        return Stream.of(Demarcation.values()).filter(demarcation -> demarcation != Demarcation.NONE
                && (demarcation != Demarcation.QUARKUS_TRANSACTION || Platform.requested() != Platform.HELIDON));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("Callback writes in every way, pool of one, connection taken before and at commit (servers: "
            + "local, XA, and after)")
    void callbackWritesInEveryWay(Demarcation outer, Application application) throws Exception {
        for (Demarcation inner : Stream.concat(transactions(), Stream.of(Demarcation.NONE)).toList()) {
            for (String way : List.of("jdbc", "jpa")) {
                Answer answer = application.play("write", "id", Application.newId(), "outer", outer.name(), "inner",
                        inner.name(), "way", way);

                assertThat(answer.all("did")).as("%s", answer)
                        .containsExactlyElementsOf(way.equals("jdbc")
                                ? List.of("body returns", "called, rows visible: true, true")
                                : List.of("body returns", "flushed", "called, rows visible: true, true",
                                        "called by the entity listener, row visible: true"));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("First called by an entity listener in the flush at commit")
    void calledDuringFlush(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "flush", outer)).containsExactly("body returns", "flushed",
                "called by the entity listener, row visible: true");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "REQUIRES_NEW"})
    @DisplayName("First called by an entity listener in the flush at commit, callback writes, pool of one")
    void calledDuringFlushAndWrites(Demarcation outer, RunningServer running) throws Exception {
        String id = Application.newId() + "-copied";

        assertThat(running.application.play("flush", "id", id, "outer", outer.name()).all("did"))
                .containsExactly("body returns", "flushed", "called by the entity listener, row visible: true");
        assertThat(running.database.count(id + "-copy")).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("In order, failures (an Error too) isolated and reported, calls in callbacks in place, annotated "
            + "beans (EJBs too)")
    void annotated(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "annotated", outer)).containsExactly("body returns", "mail to ada",
                "newsletter for ada", "stored: true");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("Annotated observers (CDI and EJB) hear after the commit, in order with other calls, and write, pool "
            + "of one; a failure is isolated")
    void observers(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "observed", outer)).containsExactly("body returns", "heard, row visible: true",
                "failure of Observers.fail(Told): no mail server", "last");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("Annotated observers hear nothing after a rollback")
    void observersHearNothing(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "unheard", outer)).containsExactly("thrown: rolls back");
    }

    @Test
    @DisplayName("An annotated observer hears after the commit of what its own @Transactional method has fired")
    void observersOfTheirOwnEvents(Application application) throws Exception {
        assertThat(play(application, "self", Demarcation.REQUIRED)).containsExactly("told", "body returns",
                "heard, row visible: true", "failure of Observers.fail(Told): no mail server");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @Tag("quarkus")
    @DisplayName("Annotated REST client: called after the commit, never after a rollback")
    void restClient(Demarcation outer, RunningServer running) throws Exception {
        assumeTrue(((Quarkus) running.server).hasRestClient(), "its REST client could not be fetched");
        assertThat(play(running.application, "webhook", outer)).containsExactly("body returns",
                "webhook, row visible: true");
        assertThat(running.application
                .play("webhook", "id", Application.newId(), "outer", outer.name(), "rollback", true).all("did"))
                .containsExactly("thrown: rolls back");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("Once per key, pending calls have names, REJECT is content with a transaction")
    void onceAndPendingAndReject(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "once", outer)).containsExactly("body returns", "reindex for change 1");
        assertThat(play(application, "pending", outer)).containsExactly("pending: Mailer.send(String)", "body returns",
                "mail to ada");
        assertThat(play(application, "reject", outer)).containsExactly("body returns", "mail to ada");
    }

    @Test
    @DisplayName("Without a transaction: called at once, in order, exceptions reach the caller")
    void withoutTransaction(Application application) throws Exception {
        assertThat(play(application, "commit", Demarcation.NONE)).containsExactly("called, row visible: true",
                "body returns");
        assertThat(play(application, "failure", Demarcation.NONE)).containsExactly("thrown: no mail server");
        assertThat(play(application, "once", Demarcation.NONE)).containsExactly("reindex for change 1",
                "reindex for change 2", "reindex for change 3", "body returns");
        assertThat(play(application, "reject", Demarcation.NONE)).singleElement().asString().startsWith(
                "thrown: CAC-022: Mailer.sendInTransaction(String) is not called, because no JTA transaction is "
                        + "active");
    }

    @Test
    @Tag("quarkus")
    @DisplayName("An asynchronous @Transactional method: called when its stage has completed and committed")
    void asynchronousTransaction(Application application) throws Exception {
        assertThat(application.play("asynchronous", "id", Application.newId()).all("did"))
                .containsExactly("body returns", "called, rows visible: true, true");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    @DisplayName("On an unmanaged thread: called there, with a request scope")
    void unmanagedThread(Demarcation outer, Application application) throws Exception {
        assertThat(play(application, "background", outer)).containsExactly("body returns", "newsletter for ada");
    }

    @Test
    @Tag("quarkus")
    @DisplayName("Dropped on timeout")
    void timeout(RunningServer running) throws Exception {
        int before = running.server.process().log().length();

        assertThat(running.application.play("timeout").all("did")).containsExactly("timed out");
        assertThat(running.server.process().logFrom(before).lines()
                .filter(line -> line.contains("CAC-004: 1 call was dropped"))).hasSize(2);
    }

    @Test
    @DisplayName("30 threads on a pool of 20, callbacks that write: no stall, no failed transaction, no lost call")
    void moreThreadsThanConnections(RunningServer running) throws Exception {
        String id = Application.newId();

        Application.atOnce(30,
                number -> running.application.play("concurrent", "id", id + "-" + number, "by", Way.LIBRARY));

        assertThat(running.database.count(id + "-%-outer")).isEqualTo(30);
        assertThat(running.database.count(id + "-%-inner")).isEqualTo(30);
    }

    @Test
    @Tag("quarkus")
    @DisplayName("1,000 transactions of @RunOnVirtualThread at a time, callbacks that write: called once, in order, on "
            + "their own thread")
    void virtualThreads(RunningServer running) throws Exception {
        assumeTrue(((Quarkus) running.server).hasVirtualThreads(), "for the newest on Java 25");
        String id = Application.newId();

        Application.atOnce(1_000, number -> running.application.play("virtual", "id", id + "-" + number));

        assertThat(running.application.play("virtual/told").all("did"))
                .containsExactly("1000: body on a virtual thread, first, second");
        assertThat(running.database.count(id + "-%")).isEqualTo(3_000);
    }

    @Test
    @Tag("quarkus")
    @DisplayName("@TestTransaction: what is pending can be seen and called now, and is never called by itself")
    void testTransaction(RunningServer running) throws Exception {
        assertThat(((Quarkus) running.server).testReport()).contains("Tests run: 2, Failures: 0, Errors: 0");
    }

    @Test
    @DisplayName("A flight recording holds each call with its outcome")
    void flightRecorderEvent(Application application) throws Exception {
        assertThat(application.play("recording").all("did")).containsExactly("mail to ada",
                "Mailer.send(String) was called");
    }

    @Test
    @Tag("quarkus")
    @DisplayName("The log tells the version, where the services were found, and what became of calls")
    void log(RunningServer running) throws Exception {
        assertThat(running.server.process().log()).contains("CAC-001: Call After Commit "
                + System.getProperty("it.library")
                + " is ready: TransactionSynchronizationRegistry found: a CDI bean, TransactionManager found: a "
                + "CDI bean.");
        int before = running.server.process().log().length();

        play(running.application, "annotated", Demarcation.REQUIRED);

        assertThat(running.server.process().logFrom(before)).contains("CAC-002: Mailer.send(String) is queued",
                "CAC-003: Mailer.send(String) was called");
    }

    @Test
    @Tag("quarkus")
    @DisplayName("Misplaced annotations refuse the deployment, all in one report")
    void misplacedAnnotationsAreRefused() throws Exception {
        String misplaced = "@CallAfterCommit on com.acme.Misplaced";
        assertThat(new Quarkus(Platform.requested()).buildLog()).contains("Found 10 deployment problems",
                "CAC-101: " + misplaced + "#answer(String, int[]) cannot work, because it returns a value",
                "CAC-103: " + misplaced + "#inClass()", "CAC-104: " + misplaced + "#finished()",
                "CAC-105: " + misplaced + "#produce()", "CAC-133: " + misplaced + "#observe(",
                "CAC-101: " + misplaced + "$OnClass#count()", "CAC-101: " + misplaced + "$OnStereotype#isLater()",
                "CAC-118: " + misplaced + "$Mandatory#charge()", "CAC-120: " + misplaced + "$Sender#send(String)",
                "CAC-122: " + misplaced + "$Counter#count(Object)");
    }

    private static List<String> play(Application application, String scenario, Demarcation outer) throws Exception {
        return application.play(scenario, "id", Application.newId(), "outer", outer.name()).all("did");
    }
}
