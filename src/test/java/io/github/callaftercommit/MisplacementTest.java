// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.callaftercommit.internal.Internals;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot work is refused when the application starts, everything in one report. */
class MisplacementTest {

    @ApplicationScoped
    static class NotVoid {

        @CallAfterCommit
        public int send(String text) {
            return text.length();
        }
    }

    @Dependent
    static class Private {

        @CallAfterCommit
        private void send() {
            throw new AssertionError();
        }

        public Consumer<Private> sender() {
            return Private::send;
        }
    }

    @ApplicationScoped
    static class Static {

        @CallAfterCommit
        public static void send() {
            throw new AssertionError();
        }
    }

    @Dependent
    static class Final {

        @CallAfterCommit
        public final void send() {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class Producer {

        @Produces
        @CallAfterCommit
        public StringBuilder produce() {
            return new StringBuilder();
        }
    }

    @ApplicationScoped
    static class AsyncObserver {

        @CallAfterCommit
        public void observe(@ObservesAsync String event) {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class Disposer {

        @Produces
        public StringBuilder produce() {
            return new StringBuilder();
        }

        @CallAfterCommit
        public void dispose(@Disposes StringBuilder product) {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class Initializer {

        @Inject
        @CallAfterCommit
        public void initialize(Journal journal) {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class AfterConstruction {

        @PostConstruct
        @CallAfterCommit
        public void start() {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class BeforeDestruction {

        @PreDestroy
        @CallAfterCommit
        public void stop() {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    @CallAfterCommit
    static class ClassLevel {

        public void fine() {
            throw new AssertionError();
        }

        public boolean isNotVoid() {
            return true;
        }
    }

    @ApplicationScoped
    static class Inherited extends ClassLevel {}

    @Stereotype
    @ApplicationScoped
    @CallAfterCommit
    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface Notifier {}

    @Notifier
    static class ByStereotype {

        public String isNotVoid() {
            return "";
        }
    }

    @ApplicationScoped
    static class Fine {

        @CallAfterCommit
        public void send() {
            throw new AssertionError();
        }

        @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.REJECT)
        void reject() {
            throw new AssertionError();
        }

        public int plain() {
            return 1;
        }
    }

    static class NoBean {

        @CallAfterCommit
        public void send() {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class LostOverride extends Fine {

        @Override
        public void send() {
            throw new AssertionError();
        }
    }

    private static Stream<Arguments> misplaced() {
        return Stream.of(misplaced(NotVoid.class, "CAC-101", "send(String)", "returns a value"),
                misplaced(Private.class, "CAC-102", "send()", "private"),
                misplaced(Static.class, "CAC-103", "send()", "static"),
                misplaced(Producer.class, "CAC-105", "produce()", "producer"),
                misplaced(AsyncObserver.class, "CAC-106", "observe(String)", "asynchronous observer"),
                misplaced(Disposer.class, "CAC-107", "dispose(StringBuilder)", "disposer"),
                misplaced(Initializer.class, "CAC-108", "initialize(Journal)", "initializer"),
                misplaced(AfterConstruction.class, "CAC-109", "start()", "lifecycle"),
                misplaced(BeforeDestruction.class, "CAC-109", "stop()", "lifecycle"),
                misplaced(ClassLevel.class, "CAC-101", "isNotVoid()", "returns a value"),
                misplaced(ByStereotype.class, "CAC-101", "isNotVoid()", "returns a value"));
    }

    private static Arguments misplaced(Class<?> bean, String id, String signature, String reason) {
        return Arguments.of(bean, id, signature, reason);
    }

    private static Throwable deploy(Class<?>... beans) {
        EmbeddedStack stack = EmbeddedStack.of(beans);
        Throwable refusal = catchThrowable(stack::start);
        if (refusal == null) {
            assertThat(catchThrowable(stack::close)).isNull();
        }
        return refusal;
    }

    /** Containers may put the problem into an exception of their own. */
    static String report(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("CAC-100: ")) {
                return cause.getMessage();
            }
        }
        throw new AssertionError("no report", refusal);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("misplaced")
    void isRefusedWithPlaceConsequenceReasonAndRemedy(Class<?> bean, String id, String signature, String reason) {
        Throwable refusal = deploy(bean);

        assertThat(refusal).isInstanceOf(DeploymentException.class);
        assertThat(report(refusal)).containsOnlyOnce("@CallAfterCommit on ").contains(
                id + ": @CallAfterCommit on " + bean.getName() + '#' + signature + " cannot work, because it ", reason);
        assertThat(report(refusal).lines().filter(line -> line.contains(id))).singleElement().asString()
                .matches(".*because .*\\. [A-Z].*\\.");
    }

    /** Weld and OpenWebBeans refuse it themselves, before anybody else is asked; other containers leave it to us. */
    @Test
    void aFinalMethodIsRefusedByTheContainerOrByUs() {
        Throwable refusal = deploy(Final.class);

        assertThat(refusal).hasStackTraceContaining("MisplacementTest$Final")
                .satisfies(thrown -> assertThat(thrown.toString()).containsAnyOf("CAC-104", "cannot be declared final",
                        "can not be defined as non-static, non-private and final"));
    }

    @Test
    void aMisplacedMethodThatIsInheritedIsRefusedInTheSubclass() {
        assertThat(report(deploy(Inherited.class))).contains("CAC-101", "ClassLevel#isNotVoid()");
    }

    @Test
    void threeMistakesGiveThreeMessagesInOneReport() {
        assertThat(report(deploy(Static.class, Fine.class, NotVoid.class, Initializer.class)))
                .contains("3 annotated methods", "CAC-103", "CAC-101", "CAC-108")
                .satisfies(report -> assertThat(report.lines()).hasSize(4));
    }

    @Test
    void whatIsFineStarts() {
        assertThat(deploy(Fine.class, BindingTest.OnMethod.class)).isNull();
    }

    @Test
    void aLostOverrideIsWarnedOf() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(LostOverride.class).start()) {
            assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-122",
                    "MisplacementTest$Fine#send()", "MisplacementTest$LostOverride#send()");
        }
    }

    @Test
    void anAnnotatedClassThatIsNoBeanIsWarnedOf() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(NoBean.class).with(new Vetoing(NoBean.class)).start()) {
            assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-121",
                    "MisplacementTest$NoBean has no effect, because the class is no bean of this deployment");
        }
    }

    @Test
    void theLibraryItselfAndFineBeansGiveNoWarning() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(Fine.class).start()) {
            assertThat(stack.logs().alarms()).isEqualTo(List.of());
        }
    }

    @Test
    void theExtensionForgetsWhatItHasChecked() throws Exception {
        Remembering remembering = new Remembering();
        try (EmbeddedStack stack = EmbeddedStack.of(Fine.class).with(remembering).start()) {
            CallAfterCommitExtension extension = stack.container().getBeanManager()
                    .getExtension(CallAfterCommitExtension.class);

            assertThat(remembering.before).isNotEmpty();
            assertThat(Internals.rememberedBy(extension)).isEmpty();
        }
    }

    /** Sees what the extension remembers before it checks. */
    static final class Remembering implements jakarta.enterprise.inject.spi.Extension {

        private List<Object> before;

        void look(@Observes jakarta.enterprise.inject.spi.AfterBeanDiscovery event,
                jakarta.enterprise.inject.spi.BeanManager beanManager) throws IllegalAccessException {
            before = Internals.rememberedBy(beanManager.getExtension(CallAfterCommitExtension.class));
        }
    }

    /** Takes the scope from a bean, as if it had none in an archive of annotated beans. */
    record Vetoing(Class<?> bean) implements jakarta.enterprise.inject.spi.Extension {

        void veto(@Observes jakarta.enterprise.inject.spi.ProcessBeanAttributes<?> event) {
            if (event.getAnnotated() instanceof jakarta.enterprise.inject.spi.AnnotatedType<?> type
                    && type.getJavaClass() == bean) {
                event.veto();
            }
        }
    }
}
