// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** Calls are made on the thread that commits: what that one carries along, they see. */
class TraceTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @ParameterizedTest
    @EnumSource
    void whatIsLoggedInACallHasTheContextOfTheCommitter(Demarcated demarcated) throws Exception {
        MDC.put("user", "ada");
        try {
            demarcated.run(stack.transactions(),
                    () -> stack.afterCommit().call(() -> stack.journal().note(MDC.get("user"))));
        } finally {
            MDC.remove("user");
        }

        assertThat(stack.journal().noted()).containsExactly("ada");
    }

    @ParameterizedTest
    @EnumSource
    void aSpanOfACallIsAChildOfThatOfTheCommitter(Demarcated demarcated) throws Exception {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        Tracer tracer = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build()
                .get("shop");
        Span transaction = tracer.spanBuilder("place").startSpan();

        Context.current().with(transaction).wrap(() -> {
            demarcated.run(stack.transactions(), () -> {
                stack.afterCommit().call(() -> tracer.spanBuilder("send").startSpan().end());
                stack.afterCommit().call(() -> tracer.spanBuilder("reindex").startSpan().end());
            });
            return null;
        }).call();
        transaction.end();

        assertThat(exporter.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("send", "reindex",
                "place");
        assertThat(exporter.getFinishedSpanItems().subList(0, 2)).extracting(SpanData::getParentSpanId)
                .containsOnly(transaction.getSpanContext().getSpanId());
    }
}
