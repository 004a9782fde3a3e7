// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.acme.beside.Ancestor;
import io.github.callaftercommit.internal.Internals;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.interceptor.InterceptorBinding;
import jakarta.transaction.TransactionScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever the annotation stands, it works, or somebody is told: the kind of bean, and the place, and what follows. */
class PlacementTest {

    interface Sender {

        @CallAfterCommit
        void send(String text);
    }

    @CallAfterCommit
    interface AnnotatedSender {

        void send(String text);
    }

    interface Handler<T> {

        @CallAfterCommit
        void handle(T value);
    }

    interface PlainHandler<T> {

        void handle(T value);
    }

    interface Urgent extends Sender {}

    @InterceptorBinding
    @CallAfterCommit
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Eventually {}

    @Selfish
    @InterceptorBinding
    @CallAfterCommit
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Selfish {}

    interface EventualSender {

        @Eventually
        void send(String text);
    }

    @ApplicationScoped
    static class PlainImplementation implements Sender {

        @Override
        public void send(String text) {}
    }

    @ApplicationScoped
    static class AnnotatedImplementation implements Sender {

        @Override
        @CallAfterCommit
        public void send(String text) {}
    }

    @ApplicationScoped
    static class OfAnnotatedInterface implements AnnotatedSender {

        @Override
        public void send(String text) {}
    }

    @ApplicationScoped
    static class OfOtherBinding implements EventualSender {

        @Override
        public void send(String text) {}
    }

    @ApplicationScoped
    static class OfSuperinterface implements Urgent {

        @Override
        public void send(String text) {}
    }

    @ApplicationScoped
    static class PlainStringHandler implements Handler<String> {

        @Override
        public void handle(String value) {}
    }

    interface DefaultSending {

        @CallAfterCommit
        default void send(Journal journal) {
            journal.note("sent");
        }
    }

    @ApplicationScoped
    static class DefaultSender implements DefaultSending {}

    static class Plain {

        public void send(String text) {}
    }

    @ApplicationScoped
    static class ImplementedAbove extends Plain implements Sender {}

    @ApplicationScoped
    static class AnnotatedAgain extends Plain implements Sender {

        @Override
        @CallAfterCommit
        public void send(String text) {}
    }

    static class Annotated {

        @CallAfterCommit
        public void send(String text) {}
    }

    @ApplicationScoped
    static class AnnotatedAbove extends Annotated implements Sender {}

    @ApplicationScoped
    static class Overloaded extends AnnotatedImplementation {

        @Override
        @CallAfterCommit
        public void send(String text) {}

        public void send(Object value) {}

        public void send(String text, int times) {}
    }

    @ApplicationScoped
    static class OverloadedHandler implements Handler<Object> {

        @Override
        @CallAfterCommit
        public void handle(Object value) {}

        public void handle(String value) {}
    }

    @ApplicationScoped
    static class StringHandler implements PlainHandler<String> {

        @Override
        @CallAfterCommit
        public void handle(String value) {}
    }

    abstract static class GenericAncestor<T> {

        @CallAfterCommit
        public void handle(T value) {}
    }

    @ApplicationScoped
    static class PlainOverride extends GenericAncestor<String> {

        @Override
        public void handle(String value) {}
    }

    @ApplicationScoped
    static class AnnotatedOverride extends GenericAncestor<List<String>[]> {

        @Override
        @CallAfterCommit
        public void handle(List<String>[] value) {}
    }

    @ApplicationScoped
    static class InheritingBean extends Annotated {}

    @ApplicationScoped
    @CallAfterCommit
    static class AnnotatedConsumer implements Consumer<String> {

        @Override
        public void accept(String text) {}
    }

    /** No bean: containers themselves end their stack over such a binding. */
    @Selfish
    static class BoundBySelfish {

        BoundBySelfish(int number) {
            assertThat(number).isPositive();
        }

        public void send(String text) {}
    }

    @ApplicationScoped
    @CallAfterCommit
    static class WithToString {

        public void send(String text) {}

        @Override
        public String toString() {
            return "";
        }
    }

    /** The compiler gives its public subclasses a bridge for each public method, with the annotations. */
    static class Hidden {

        @CallAfterCommit
        public int count() {
            return 0;
        }

        @CallAfterCommit
        public void send(String text) {}
    }

    @ApplicationScoped
    public static class Shown extends Hidden {}

    @MessageDriven
    static class Listener {

        @CallAfterCommit
        public void send(String text) {}
    }

    @ApplicationScoped
    static class Mandatory {

        @CallAfterCommit
        @Transactional(TxType.MANDATORY)
        public void send(String text) {}
    }

    @ApplicationScoped
    @Transactional(TxType.MANDATORY)
    static class MandatoryClass {

        @CallAfterCommit
        public void send(String text) {}

        @CallAfterCommit
        @Transactional(TxType.REQUIRES_NEW)
        public void fine(String text) {}
    }

    @Stereotype
    @ApplicationScoped
    @Transactional(TxType.MANDATORY)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Strict {}

    @Strict
    @CallAfterCommit
    static class MandatoryByStereotype {

        public void send(String text) {}
    }

    @Decorator
    @Priority(1)
    abstract static class AnnotatedDecorator implements Sender {

        @Inject
        @Delegate
        @Any
        Sender delegate;

        @Override
        @CallAfterCommit
        public void send(String text) {
            delegate.send(text);
        }
    }

    @Decorator
    @Priority(1)
    @CallAfterCommit
    abstract static class AnnotatedDecoratorClass implements Sender {

        @Inject
        @Delegate
        @Any
        Sender delegate;

        @Override
        public void send(String text) {
            delegate.send(text);
        }
    }

    @Decorator
    @Priority(1)
    abstract static class PlainDecorator implements Sender {

        @Inject
        @Delegate
        @Any
        Sender delegate;

        @Override
        public void send(String text) {
            delegate.send(text);
        }
    }

    @ApplicationScoped
    static class Replaced {

        @CallAfterCommit
        public int send(String text) {
            return 0;
        }
    }

    @Specializes
    @ApplicationScoped
    static class Replacing extends Replaced {

        @Override
        public int send(String text) {
            return 1;
        }
    }

    @Specializes
    @ApplicationScoped
    static class ReplacingAsBadly extends Replaced {}

    @Stereotype
    @Alternative
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    @interface Mock {}

    @Mock
    static class MockSender {

        @CallAfterCommit
        public void send(String text) {}
    }

    @CallAfterCommit
    abstract static class AbstractSender {

        public void send(String text) {}
    }

    @ApplicationScoped
    static class ConcreteSender extends AbstractSender {}

    @RegisterRestClient
    interface Webhook {

        @CallAfterCommit
        void notify(String text);

        String get();
    }

    @RegisterRestClient
    interface BadWebhook {

        @CallAfterCommit
        String get();
    }

    @ApplicationScoped
    static class WebhookDouble implements Webhook {

        @Override
        public void notify(String text) {}

        @Override
        public String get() {
            return "";
        }
    }

    static class Product {

        @CallAfterCommit
        public void send(String text) {}
    }

    @Dependent
    static class ProducerMethod {

        @Produces
        @ApplicationScoped
        Sender produceInterface() {
            return text -> {};
        }
    }

    @Dependent
    static class ProducerOfClass {

        @Produces
        Product produce() {
            return new Product();
        }
    }

    @Dependent
    static class ProducerField {

        @Produces
        Product product = new Product();
    }

    @Dependent
    static class ProducerOfBean {

        @Produces
        @Named("produced")
        InheritingBean produce() {
            return new InheritingBean();
        }
    }

    @Dependent
    static class InterceptingProducer {

        @Produces
        @Named("intercepted")
        Annotated produce(InterceptionFactory<Annotated> factory) {
            return factory.createInterceptedInstance(new Annotated());
        }
    }

    public static class SyntheticProducts implements Extension {

        void add(@Observes AfterBeanDiscovery event) {
            event.<Product>addBean().types(Product.class).scope(Dependent.class).createWith(context -> new Product());
        }
    }

    @TransactionScoped
    @SuppressWarnings("serial")
    static class Collecting implements java.io.Serializable {

        @CallAfterCommit
        public void flush() {}

        @PreDestroy
        void end() {}
    }

    @TransactionScoped
    @SuppressWarnings("serial")
    static class CollectingOnly implements java.io.Serializable {

        @CallAfterCommit
        public void flush() {}
    }

    @ApplicationScoped
    static class ObserverOfPhase {

        @CallAfterCommit
        void observe(@Observes(during = TransactionPhase.AFTER_SUCCESS) String event) {}
    }

    @Dependent
    static class DependentObserver {

        @CallAfterCommit
        void observe(@Observes String event) {}
    }

    @ApplicationScoped
    static class StaticObserver {

        @CallAfterCommit
        static void observe(@Observes String event) {}
    }

    @CallAfterCommit
    @ApplicationScoped
    static class PrivateObserverInClass {

        private void observe(@Observes String event) {}
    }

    @ApplicationScoped
    static class ReturningObserver {

        @CallAfterCommit
        int observe(@Observes String event) {
            return 1;
        }
    }

    @Dependent
    static class Auditor {}

    @ApplicationScoped
    static class ObserverWithDependentParameter {

        @CallAfterCommit
        void observe(@Observes String event, Auditor auditor) {}
    }

    @ApplicationScoped
    static class ObserverWithParameters {

        @CallAfterCommit
        void observe(@Observes String event, EventMetadata metadata, AnnotatedImplementation sender,
                Instance<Auditor> auditors) {}
    }

    @CallAfterCommit
    @ApplicationScoped
    static class ObserverInClass {

        void observe(@Observes String event) {}
    }

    @ApplicationScoped
    static class OfOtherPackage extends Ancestor.OfMethod {}

    @ApplicationScoped
    static class ObserverOfOtherPackage extends Ancestor.OfObserver {

        void observe(@Observes String event) {}
    }

    @CallAfterCommit
    @ApplicationScoped
    static class ObserverOfOtherPackageInClass extends Ancestor.OfObserverInClass {}

    @CallAfterCommit
    @ApplicationScoped
    static class BesideOtherPackage extends Ancestor.OfPlainMethod {

        public void send(String text) {}
    }

    @ApplicationScoped
    static class ObserverWithPlatformParameters {

        @CallAfterCommit
        void observe(@Observes String event, Provider<Auditor> auditors, UserTransaction transaction) {}
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("a package-private method of another package", "CAC-134", "Ancestor$OfMethod#send(String)",
                        OfOtherPackage.class),
                refused("a package-private observer of another package", "CAC-134",
                        "Ancestor$OfObserver#observe(String)", ObserverOfOtherPackage.class),
                refused("a class that inherits a package-private observer of another package", "CAC-134",
                        "Ancestor$OfObserverInClass#observe(String)", ObserverOfOtherPackageInClass.class),
                refused("an observer of a phase", "CAC-131", "ObserverOfPhase#observe(String)", ObserverOfPhase.class),
                refused("an observer of a dependent bean", "CAC-132", "DependentObserver#observe(String)",
                        DependentObserver.class),
                refused("a static observer", "CAC-103", "StaticObserver#observe(String)", StaticObserver.class),
                refused("a class with a private observer", "CAC-102", "PrivateObserverInClass#observe(String)",
                        PrivateObserverInClass.class),
                refused("an observer that returns a value", "CAC-101", "ReturningObserver#observe(String)",
                        ReturningObserver.class),
                refused("an observer with a dependent parameter", "CAC-133",
                        "ObserverWithDependentParameter#observe(String, Auditor)", ObserverWithDependentParameter.class,
                        Auditor.class),
                refused("an interface method, not the implementing one", "CAC-120", "PlacementTest$Sender#send(String)",
                        PlainImplementation.class),
                refused("the bean is named too", "CAC-120",
                        "the method of io.github.callaftercommit.PlacementTest$PlainImplementation that implements it",
                        PlainImplementation.class),
                refused("an interface", "CAC-120", "AnnotatedSender#send(String)", OfAnnotatedInterface.class),
                refused("an interface method, by another binding", "CAC-120", "EventualSender#send(String)",
                        OfOtherBinding.class),
                refused("a method of a superinterface", "CAC-120", "Sender#send(String)", OfSuperinterface.class),
                refused("a method of a generic interface", "CAC-120", "Handler#handle(Object)",
                        PlainStringHandler.class),
                refused("an interface method, implemented by a superclass", "CAC-120", "Sender#send(String)",
                        ImplementedAbove.class),
                refused("a method of a decorator", "CAC-123", "AnnotatedDecorator#send(String)",
                        AnnotatedDecorator.class, AnnotatedImplementation.class),
                refused("a decorator", "CAC-123", "AnnotatedDecoratorClass#send(String)", AnnotatedDecoratorClass.class,
                        AnnotatedImplementation.class),
                refused("a class with toString()", "CAC-101",
                        "WithToString#toString() cannot work, because it returns a value, and after the commit "
                                + "nobody is"
                                + " left to take it. Annotate the methods that are to wait instead of the class.",
                        WithToString.class),
                refused("a method of a superclass that is not public", "CAC-101", "Hidden#count()", Shown.class),
                refused("a message-driven bean", "CAC-114", "PlacementTest$Listener", Listener.class),
                refused("a MANDATORY method", "CAC-118", "Mandatory#send(String)", Mandatory.class),
                refused("a method of a MANDATORY class", "CAC-118", "MandatoryClass#send(String)",
                        MandatoryClass.class),
                refused("a class that is MANDATORY by its stereotype", "CAC-118", "MandatoryByStereotype#send(String)",
                        MandatoryByStereotype.class),
                refused("a specializing bean, inherited", "CAC-101", "Replaced#send(String)", Replaced.class,
                        ReplacingAsBadly.class),
                refused("a method of a REST client that returns a value", "CAC-101", "BadWebhook#get()",
                        BadWebhook.class));
    }

    static Stream<Arguments> warned() {
        return Stream.of(
                warned("a method of a generic superclass, not the overriding one", "CAC-122",
                        "GenericAncestor#handle(Object)", PlainOverride.class),
                warned("a method of a bean that is specialized away", "CAC-122", "Replacing#send(String)",
                        Replaced.class, Replacing.class),
                warned("an interface without a bean", "CAC-121", "because the type is an interface", Sender.class),
                warned("a class that is no bean, by a binding that carries itself", "CAC-121", "BoundBySelfish",
                        BoundBySelfish.class),
                warned("a REST client of which there is a test double", "CAC-122", "WebhookDouble", Webhook.class,
                        WebhookDouble.class),
                warned("a @TransactionScoped bean with @PreDestroy", "CAC-126", "PlacementTest$Collecting",
                        Collecting.class));
    }

    static Stream<Arguments> produced() {
        return Stream.of(
                warned("the class of what a method produces", "CAC-124", "PlacementTest$Product",
                        ProducerOfClass.class),
                warned("the class of what a field produces", "CAC-124", "PlacementTest$Product", ProducerField.class),
                warned("the interface of what is produced", "CAC-124", "PlacementTest$Sender", ProducerMethod.class),
                warned("a bean that is also produced", "CAC-124", "PlacementTest$InheritingBean", InheritingBean.class,
                        ProducerOfBean.class));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(accepted("an interface method and the implementing one", 1, AnnotatedImplementation.class),
                accepted("an observer with parameters that stay usable", 2, ObserverWithParameters.class,
                        AnnotatedImplementation.class, Auditor.class),
                accepted("a class with an observer", 1, ObserverInClass.class),
                accepted("a class that inherits a package-private method of another package", 1,
                        BesideOtherPackage.class),
                accepted("an observer with parameters of the platform", 1, ObserverWithPlatformParameters.class,
                        Auditor.class),
                accepted("an interface that is discovered too", 1, Sender.class, AnnotatedImplementation.class),
                accepted("beside an overload", 1, Overloaded.class),
                accepted("beside an overload that a generic interface might mean", 1, OverloadedHandler.class),
                accepted("a method that overrides a plain one and implements an annotated one", 1,
                        AnnotatedAgain.class),
                accepted("an interface method, implemented by an annotated one of a superclass", 1,
                        AnnotatedAbove.class),
                accepted("a method with a bridge", 1, StringHandler.class),
                accepted("a method that overrides an annotated one of a generic class", 1, AnnotatedOverride.class),
                accepted("a method of a superclass", 1, InheritingBean.class),
                accepted("a class with default methods that return values", 1, AnnotatedConsumer.class),
                accepted("a bean that has a decorator", 1, AnnotatedImplementation.class, PlainDecorator.class),
                accepted("an abstract class with a bean below", 1, AbstractSender.class, ConcreteSender.class),
                accepted("a REST client", 1, Webhook.class),
                accepted("what an InterceptionFactory produces", 0, InterceptingProducer.class),
                accepted("a @TransactionScoped bean without @PreDestroy", 1, CollectingOnly.class));
    }

    private static Arguments refused(String place, String id, String text, Class<?>... beans) {
        return arguments(place, id, text, beans);
    }

    private static Arguments warned(String place, String id, String text, Class<?>... beans) {
        return arguments(place, id, text, beans);
    }

    private static Arguments accepted(String place, int methods, Class<?>... beans) {
        return arguments(place, methods, beans);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("refused")
    void isRefused(String place, String id, String text, Class<?>... beans) {
        EmbeddedStack stack = EmbeddedStack.of(beans);

        assertThat(MisplacementTest.report(catchThrowable(stack::start)).lines().filter(line -> line.contains(id)))
                .singleElement().asString().contains(id + ": @CallAfterCommit on ", text, " cannot work, because ");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("warned")
    void isWarnedOf(String place, String id, String text, Class<?>... beans) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(beans).start()) {
            assertThat(stack.logs().alarms()).singleElement().asString().startsWith(id + ": @CallAfterCommit ")
                    .contains(text);
        }
    }

    /** Weld intercepts nothing but beans, OpenWebBeans what is produced as well. */
    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("produced")
    void isWarnedOfWhereItIsNotIntercepted(String place, String id, String text, Class<?>... beans) throws Exception {
        if (OpenWebBeans.isUsed()) {
            try (EmbeddedStack stack = EmbeddedStack.of(beans).start()) {
                assertThat(stack.logs().alarms()).isEmpty();
            }
        } else {
            isWarnedOf(place, id, text, beans);
        }
    }

    @Test
    void theClassOfASyntheticBeanIsWarnedOf() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of().with(new SyntheticProducts()).start()) {
            assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-124", "PlacementTest$Product",
                    "has no effect on what ");
        }
    }

    /** Weld intercepts default methods, OpenWebBeans does not. */
    @Test
    void anAnnotatedDefaultMethodIsInterceptedOrRefused() throws Exception {
        EmbeddedStack stack = EmbeddedStack.of(DefaultSender.class);
        if (OpenWebBeans.isUsed()) {
            assertThat(MisplacementTest.report(catchThrowable(stack::start))).contains("CAC-120: ",
                    "DefaultSending#send(Journal)", "PlacementTest$DefaultSender");
            return;
        }
        try (stack) {
            stack.start();
            assertThat(stack.logs().messages("CAC-001")).singleElement().asString().contains(" 1 annotated method,");

            stack.transactions().required(() -> {
                stack.get(DefaultSender.class).send(stack.journal());
                assertThat(stack.journal().noted()).isEmpty();
            });

            assertThat(stack.journal().noted()).containsExactly("sent");
        }
    }

    @Test
    void anAlternativeByStereotypeThatIsNotSelectedIsNoAlarm() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(MockSender.class).start()) {
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAcceptedAndCounted(String place, int methods, Class<?>... beans) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(beans).start()) {
            assertThat(stack.logs().alarms()).isEmpty();
            assertThat(stack.logs().messages("CAC-001")).singleElement().asString()
                    .contains(" " + methods + " annotated method");
        }
    }

    /**
     * Quarkus is told the same of every bean; it knows no decorators, no specialization and no message-driven beans.
     */
    @Nested
    class WhenTheApplicationIsBuilt {

        static Stream<Arguments> refused() {
            return ofQuarkus(PlacementTest.refused());
        }

        static Stream<Arguments> warned() {
            return ofQuarkus(PlacementTest.warned());
        }

        static Stream<Arguments> accepted() {
            return ofQuarkus(PlacementTest.accepted());
        }

        private static Stream<Arguments> ofQuarkus(Stream<Arguments> places) {
            return places.filter(place -> Stream.of((Class<?>[]) place.get()[place.get().length - 1])
                    .allMatch(bean -> !bean.isInterface() && bean != BoundBySelfish.class
                            && Stream.of(Decorator.class, Specializes.class, MessageDriven.class)
                                    .noneMatch(bean::isAnnotationPresent)));
        }

        @ParameterizedTest(name = "{1}: {0}")
        @MethodSource
        void refused(String place, String id, String text, Class<?>... beans) {
            assertThat(Internals.refusedAtBuildTime(beans)).filteredOn(problem -> problem.startsWith(id))
                    .singleElement().asString().contains(id + ": @CallAfterCommit on ", text, " cannot work, because ");
        }

        @ParameterizedTest(name = "{1}: {0}")
        @MethodSource
        void warned(String place, String id, String text, Class<?>... beans) {
            assertThat(Internals.refusedAtBuildTime(beans)).isEmpty();
            assertThat(Internals.warnedOfAtBuildTime(beans)).singleElement().asString()
                    .startsWith(id + ": @CallAfterCommit ").contains(text);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource
        void accepted(String place, int methods, Class<?>... beans) {
            assertThat(Internals.refusedAtBuildTime(beans)).isEmpty();
            assertThat(Internals.warnedOfAtBuildTime(beans)).isEmpty();
        }

        @Test
        void aBindingThatCarriesItselfIsFollowedOnce() {
            assertThat(Internals.refusedAtBuildTime(BoundBySelfish.class)).isEmpty();
        }
    }
}
