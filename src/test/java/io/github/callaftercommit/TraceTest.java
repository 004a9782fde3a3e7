// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** Calls are made on the thread that commits: what that one carries along, they see. */
class TraceTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    private final Tracer tracer = provider.get("test");

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void theSpanOfACallIsAChildOfThatInWhichItsTransactionCommits(Demarcated demarcated) throws Exception {
        Span order = tracer.spanBuilder("order").startSpan();
        try (Scope current = order.makeCurrent()) {
            demarcated.run(stack.transactions(), () -> stack.afterCommit().call(this::mail));
            assertThat(Span.current()).isSameAs(order);
            assertThat(current).isNotNull();
        } finally {
            order.end();
        }

        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("mail", "order");
        assertThat(spans.getFinishedSpanItems().get(0).getParentSpanId()).isEqualTo(order.getSpanContext().getSpanId());
    }

    private void mail() {
        tracer.spanBuilder("mail").startSpan().end();
    }

    @Test
    void whatIsLoggedInACallHasTheContextOfTheCommitter() throws Exception {
        try (MDC.MDCCloseable user = MDC.putCloseable("user", "ada")) {
            stack.transactions().required(() -> stack.afterCommit().call(() -> stack.journal().note(MDC.get("user"))));
            assertThat(user).isNotNull();
        }

        assertThat(stack.journal().noted()).containsExactly("ada");
    }
}
