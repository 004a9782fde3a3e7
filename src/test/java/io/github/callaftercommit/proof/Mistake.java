// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

/**
 * A small change of the library that breaks one of its promises, as people make them, and the test that has to notice
 * it.
 */
enum Mistake {
    BELIEVE_THE_BOUNDARY_BEFORE_IT_COMPLETES("TransactionalBoundaries",
            "if (boundary == null || !boundary.completing) {", "if (boundary == null) {",
            "NestedTransactionsTest$CompletedByTheBody#theCallsOfACommitAreMadeThereAndThen"),
    JUDGE_ALL_TRANSACTIONS_OF_A_BOUNDARY_BY_THE_LAST("TransactionalBoundaries", "boundary.settle(null);", "",
            "proof.NamedProgramsTest$AnInterceptorBeside#thatRunsThreeTransactionsHasEachOfThemJudgedByItself"),
    TAKE_ANY_EXCEPTION_FOR_A_FAILED_COMMIT("TransactionalBoundaries", "if (cause instanceof HeuristicMixedException",
            "if (cause instanceof Exception || cause instanceof HeuristicMixedException",
            "proof.NamedProgramsTest$AnInterceptorBeside"
                    + "#thatTranslatesAnExceptionOfTheBodySaysNothingAgainstTheCommit"),
    TRUST_A_COMMIT_THAT_HAS_THROWN("TransactionalBoundaries", "if (evidence == null) {",
            "if (evidence == null || evidence != null) {", "HeuristicOutcomeTest#answers"),
    TRUST_A_COMMIT_THAT_FAILS_ITS_STAGE("BoundaryInterceptor", "thrown = failure(result);", "",
            "AsynchronousTransactionTest#callsAreDroppedWhereTheCommitFailsHeuristically"),
    TRUST_A_TRANSACTION_THAT_TELLS_OF_A_HEURISTIC("TransactionServices", "&& isNarayana(transaction)",
            "&& !isNarayana(transaction)", "HeuristicOutcomeTest#answers"),
    MAKE_CALLS_WHILE_CONNECTIONS_ARE_IN_USE("TransactionCalls", "known == Status.STATUS_COMMITTED && incomplete > 0",
            "known == Status.STATUS_COMMITTED && incomplete > 9",
            "ConnectionPoolTest#aCallbackWritesWhereTheBodyCommitsIt"),
    MAKE_CALLS_BEFORE_THE_OUTCOME("TransactionCalls", "registerLate(kind);", "make();",
            "OutcomeTest#committedCallsAreMadeOnceInOrderWhenEverybodySeesTheRow"),
    TAKE_AN_UNKNOWN_OUTCOME_FOR_A_COMMIT("TransactionCalls", "if (known != Status.STATUS_COMMITTED) {",
            "if (known == Status.STATUS_ROLLEDBACK) {",
            "UnusualRegistryTest#anOutcomeThatIsNotKnownToBeACommitDropsAllWithAWarningThatListsThem"),
    BELIEVE_THE_FIRST_OUTCOME("TransactionCalls", "(outcome == UNTOLD || outcome == Status.STATUS_COMMITTED)",
            "outcome == UNTOLD", "internal.ExplorationTest#aLaterOutcomeOverrulesACommit"),
    DROP_THE_LATE_SYNCHRONIZATION("TransactionCalls", "if (kind == Kind.PLAIN || registeredWith == null",
            "if (kind != null || registeredWith == null",
            "RegistrationTest#aTransactionIsGivenSynchronizationsThatCompleteLaterToo"),
    FORGET_KEYS("TransactionCalls", "first = once == null ? null : pending(once, callback);", "first = null;",
            "CallOnceTest#theFirstCallWithAnEqualKeyIsMadeInItsPlace"),
    FORGET_WHAT_IS_COLLECTED("TransactionCalls", "collecting.join((DeferredCall.Collecting<?, ?>) callback);", "",
            "CallOnceTest$Collecting#oneCallIsMadeInThePlaceOfTheFirstWithEveryElementInOrder"),
    ONE_KEY_FOR_CALLS_THAT_COLLECT_AND_OTHERS("DefaultAfterCommitService",
            "new DeferredCall.Collecting.Key(Message.required(key, \"key\"))", "Message.required(key, \"key\")",
            "CallOnceTest$Collecting#aCallThatCollectsNothingAndOneThatCollectsAreBothMadeUnderAnEqualKey"),
    KEEP_THE_KEY_OF_A_CALL_THAT_WAS_MADE_BY_HAND("TransactionCalls", "first != null && first.place() >= taken",
            "first != null", "CallOnceTest#aKeyIsFreeAgainOnceItsCallWasMadeByHand"),
    NOTIFY_AN_OBSERVER_FROM_INSIDE("ObserverFromOutside", "outside.accept(() -> observer.notify(event));",
            "observer.notify(event);",
            "ObserverTest$WhereItsOwnBeanFiresTheEventInAnInterceptedMethod#hearsOfItAfterTheCommit"),
    LET_A_CALL_OVERTAKE_THOSE_THAT_WAIT("CallRouter", "if (known == null || !known.add(callback, once)) {",
            "if (known == null || services.hasEnded() || !known.add(callback, once)) {",
            "OrderTest#aCallOvertakesNone"),
    LET_A_CALL_IN_A_CALL_WAIT_FOR_OTHERS("CallRouter", "boundaries.apart(() -> outside.run(work))", "outside.run(work)",
            "OrderTest#whatAnotherTransactionsCallCallsIsMadeInPlace"),
    ONE_KEY_FOR_TWO_APPLICATIONS("CallRouter", "private final Map<Object, TransactionCalls> callsByTransaction",
            "private static final Map<Object, TransactionCalls> callsByTransaction",
            "proof.NamedProgramsTest$TwoApplicationsInOneTransaction#haveEachTheirOwnCallsRequestsAndObservers"),
    CALL_AT_ONCE_WHERE_THE_STATUS_IS_UNKNOWN("CallRouter",
            "case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> {",
            "case Status.STATUS_UNKNOWN, Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> {",
            "UnusualRegistryTest#aCallWithAnUnknownStatusIsRefusedAndNeverMadeAtOnce"),
    MAKE_A_CALL_IN_A_DOOMED_TRANSACTION("CallRouter", "runner.drop(List.of(callback), status, transaction(registry));",
            "runner.callAtOnce(callback, status);", "CallStatusTest#isDroppedWhenMarkedForRollback"),
    SKIP_THE_SUSPENSION("OutsideTransaction", "suspension.run(() -> suspended(work))", "work.run()",
            "CallbackTransactionTest#isARealTransactionByEveryMeans"),
    SHARE_THE_SUSPENSION("OutsideTransaction", "idle.poll()", "idle.peek()",
            "SuspensionTest#noInstanceIsUsedByTwoThreadsAtOnce"),
    LEAVE_THE_SUSPENSION_BEHIND("OutsideTransaction", "reusable = idle.offer(suspension);", "reusable = true;",
            "SuspensionTest#batchesThatFollowEachOtherUseTheSameInstance"),
    LEAVE_THE_BEANS_TO_THE_SCANNER("DeploymentCheck",
            "event.addAnnotatedType(beanManager.createAnnotatedType(type), type.getName());", "",
            "HandBuiltContainerTest#theNamedExtensionDefersCalls"),
    KEEP_WHAT_IS_FOUND_TWICE("DeploymentCheck", "event.veto();", "",
            "HandBuiltContainerTest#whatIsScannedAsWellIsThereOnce"),
    TAKE_NO_ARGUMENTS_FOR_NULL("CallAfterCommitInterceptor", "parameters == null ? new Object[0] : parameters.clone()",
            "parameters.clone()", "SessionBeanCallTest#aMethodWithoutParametersHasNoneOnPayaraAndGlassFish"),
    CALL_NOTHING_THAT_A_CALL_LEAVES("CallBatch", "keeper.firstPostponed = later;", "keeper.firstPostponed = null;",
            "EndOfStackTest$AChainOfCallbacks#isMadeToItsEnd"),
    SWALLOW_THE_FAILURE_EVENT("CallRunner", "beanManager.getEvent().select(AfterCommitFailure.class).fire(event)",
            "event.call()", "FailureTest#everyFailureIsReported"),
    LEAVE_OPEN_WHAT_AN_OBSERVER_HAS_BEGUN("CallRunner", "attempt(report, batch, status)",
            "attempt(report, batch, Status.STATUS_UNKNOWN)",
            "proof.NamedProgramsTest$AnObserverOfFailures"
                    + "#thatLeavesATransactionOpenHurtsNeitherTheNextCallNorTheCommitter"),
    LEAVE_OPEN_WHAT_A_CALLBACK_HAS_BEGUN("CallRunner", "services.rollback();", "",
            "CallbackTransactionTest#isRolledBackReportedAndInvisibleToTheNextCallbackAndTheCommitter"),
    FORGET_THE_CLASS_LOADER_OF_THE_CALL("CallRunner", "thread.setContextClassLoader(batch.loader);", "",
            "ContextTest#isTheOneOfTheCallOnAnotherThreadToo"),
    MAKE_CALLS_OF_A_STOPPED_APPLICATION("CallRunner", "stopped = true;", "stopped = false;",
            "UndeploymentTest#theTransactionCommitsAndItsCallsAreLostWithAWarning");

    final String type;
    final String now;
    final String then;
    private final String test;

    /**
     * @param type the class of the library that it changes
     * @param now what stands there once
     * @param then what would stand there
     * @param test the class and the method that must fail
     */
    Mistake(String type, String now, String then, String test) {
        this.type = type;
        this.now = now;
        this.then = then;
        this.test = test;
    }

    /** Returns the test that must fail, with its package. */
    String test() {
        return "io.github.callaftercommit." + test;
    }
}
