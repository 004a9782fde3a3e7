// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Checks what it is given and passes it to the {@link CallQueues}. */
@Dependent
@SuppressWarnings("serial") // it is passivated with its bean, and never outlives the application
class DefaultAfterCommitService implements AfterCommitService, Serializable {

    private final CallQueuesReference queues;
    private final boolean transactionRequired;

    @Inject
    DefaultAfterCommitService(CallQueuesReference queues) {
        this(queues, false);
    }

    private DefaultAfterCommitService(CallQueuesReference queues, boolean transactionRequired) {
        this.queues = queues;
        this.transactionRequired = transactionRequired;
    }

    @Override
    public void call(Runnable callback) {
        queues.get().call(Messages.required(callback, "callback"), null, transactionRequired);
    }

    @Override
    public <A extends @Nullable Object> void call(Consumer<? super A> method, A argument) {
        call(new DeferredCall.WithArgument<>(Messages.required(method, "method"), argument));
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object> void call(BiConsumer<? super A, ? super B> method, A first, B second) {
        call(new DeferredCall.WithArguments<>(Messages.required(method, "method"), first, second));
    }

    @Override
    public void callOnce(Object key, Runnable callback) {
        queues.get().call(Messages.required(callback, "callback"), Messages.required(key, "key"), transactionRequired);
    }

    @Override
    public AfterCommitService requireTransaction() {
        return new DefaultAfterCommitService(queues, true);
    }

    @Override
    public PendingCalls pending() {
        return new Pending(queues.get().pending());
    }

    /** @param queue null where nothing is pending */
    private record Pending(@Nullable CallQueue queue) implements PendingCalls {

        @Override
        public List<String> names() {
            return queue == null ? List.of() : queue.names();
        }

        @Override
        public void callNow() {
            for (Runnable next = poll(); next != null; next = poll()) {
                next.run();
            }
        }

        private @Nullable Runnable poll() {
            return queue == null ? null : queue.poll();
        }
    }
}
