// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * A bean whose methods do what they are given, with each demarcation; public, because Weld takes nested calls of other
 * methods for self-invocations.
 */
@ApplicationScoped
public class Target {

    @CallAfterCommit
    public void annotated(Runnable work) throws Exception {
        work.run();
    }

    @Beside
    @CallAfterCommit
    @Transactional
    public void transactional(Runnable work) throws Exception {
        work.run();
    }

    @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.REJECT)
    public void rejecting(Runnable work) throws Exception {
        work.run();
    }

    @Beside
    @Transactional
    public void required(Callable<?> work) throws Exception {
        work.call();
    }

    @Beside
    @Transactional(TxType.REQUIRES_NEW)
    public void requiresNew(Callable<?> work) throws Exception {
        work.call();
    }

    @Transactional(TxType.SUPPORTS)
    public void supports(Callable<?> work) throws Exception {
        work.call();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public void notSupported(Callable<?> work) throws Exception {
        work.call();
    }

    @Beside
    @Transactional
    public CompletionStage<?> stage(Callable<?> work) throws Exception {
        return (CompletionStage<?>) work.call();
    }

    @Beside
    @Transactional(TxType.REQUIRES_NEW)
    public CompletionStage<?> stageNew(Callable<?> work) throws Exception {
        return (CompletionStage<?>) work.call();
    }
}
