// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once per key and transaction. */
class CallOnceTest {

    record Reindex(long order) {}

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    private void callOnce(Object key, String what) {
        stack.afterCommit().callOnce(key, stack.journal().noting(what));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstCallWithAnEqualKeyIsMadeInItsPlace(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            callOnce(new Reindex(42), "42, first");
            stack.afterCommit().call(stack.journal().noting("between"));
            callOnce(new Reindex(43), "43");
            for (int change = 0; change < 30; change++) {
                callOnce(new Reindex(42), "42, again");
            }
        });

        assertThat(stack.journal().noted()).containsExactly("42, first", "between", "43");
    }

    @Test
    void callsWithoutAKeyAreNeverIgnored() throws Exception {
        Callback<RuntimeException> callback = stack.journal().noting("called");
        stack.transactions().required(() -> {
            callOnce("key", "once");
            stack.afterCommit().call(callback);
            stack.afterCommit().call(callback);
        });

        assertThat(stack.journal().noted()).containsExactly("once", "called", "called");
    }

    @Test
    void keysDieWithTheTransaction() throws Exception {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            callOnce("key", "rolled back");
            throw new IllegalArgumentException("no");
        })).hasMessage("no");
        stack.transactions().required(() -> callOnce("key", "committed"));
        stack.transactions().required(() -> {
            callOnce("key", "outer");
            stack.transactions().requiresNew(() -> callOnce("key", "inner"));
        });

        assertThat(stack.journal().noted()).containsExactly("committed", "inner", "outer");
    }

    @Test
    void withoutATransactionItIsCalledEachTime() {
        callOnce("key", "1");
        callOnce("key", "2");

        assertThat(stack.journal().noted()).containsExactly("1", "2");
    }

    @Test
    void inACallbackItIsCalledEachTime() throws Exception {
        stack.transactions().required(() -> callOnce("key", "1"));
        stack.transactions().required(() -> stack.afterCommit().callOnce("key", () -> {
            callOnce("key", "2");
            callOnce("key", "3");
        }));

        assertThat(stack.journal().noted()).containsExactly("1", "2", "3");
    }

    @Test
    void aKeyIsFreeAgainOnceItsCallWasMadeByHand() throws Exception {
        stack.transactions().required(() -> {
            callOnce("key", "by hand");
            stack.afterCommit().pending().callNow();
            callOnce("key", "after the commit");
            callOnce("key", "ignored");
        });

        assertThat(stack.journal().noted()).containsExactly("by hand", "after the commit");
    }

    /** Nobody asks it then. */
    @Test
    void aKeyThatHasChangedIsFreeAgainOnceItsCallWasMadeByHand() throws Exception {
        List<String> key = new ArrayList<>(List.of("key"));
        stack.transactions().required(() -> {
            callOnce(key, "by hand");
            key.add("changed");
            stack.afterCommit().pending().callNow();
            key.remove("changed");
            callOnce(key, "after the commit");
        });

        assertThat(stack.journal().noted()).containsExactly("by hand", "after the commit");
    }

    /** With a list of every element that was given under the key. */
    @Nested
    class Collecting {

        private final List<List<Object>> lists = new CopyOnWriteArrayList<>();

        private void collect(Object key, Object element) {
            stack.afterCommit().callOnce(key, element, list -> {
                lists.add(list);
                stack.journal().note(list.size() > 9 ? "many" : key + " " + list);
            });
        }

        private void collectAll(int from, int to) {
            for (int i = from; i < to; i++) {
                collect("key", i);
            }
        }

        @ParameterizedTest
        @EnumSource
        void oneCallIsMadeInThePlaceOfTheFirstWithEveryElementInOrder(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                collect("a", 1);
                stack.afterCommit().call(stack.journal().noting("between"));
                collect("b", 1);
                collect("a", 2);
                collect("a", 1);
            });

            assertThat(stack.journal().noted()).containsExactly("a [1, 2, 1]", "between", "b [1]");
        }

        @Test
        void theMethodOfTheFirstCallIsCalled() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().callOnce("key", 1, list -> stack.journal().note("first " + list));
                stack.afterCommit().callOnce("key", 2, list -> stack.journal().note("second " + list));
            });

            assertThat(stack.journal().noted()).containsExactly("first [1, 2]");
        }

        @Test
        void nullIsAnElementAsAnyOther() throws Exception {
            stack.transactions().required(() -> {
                collect("key", null);
                collect("key", "x");
                collect("key", null);
            });

            assertThat(stack.journal().noted()).containsExactly("key [null, x, null]");
        }

        @Test
        void theListIsNobodyElsesAndCannotBeModified() throws Exception {
            stack.transactions().required(() -> collect("key", 1));
            stack.transactions().required(() -> collect("key", 2));

            assertThat(lists).containsExactly(List.of(1), List.of(2));
            assertThatThrownBy(() -> lists.get(0).add(3)).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void withoutATransactionItIsCalledEachTimeWithOneElement() {
            collect("key", 1);
            collect("key", 2);

            assertThat(stack.journal().noted()).containsExactly("key [1]", "key [2]");
        }

        @Test
        void withoutATransactionWhatItThrowsReachesTheCallerWithItsType() {
            assertThatThrownBy(() -> stack.afterCommit().callOnce("key", Path.of("target/none"),
                    files -> Files.delete(files.get(0)))).isInstanceOf(NoSuchFileException.class);
        }

        @Test
        void isRefusedWhereATransactionIsRequiredAndThereIsNone() {
            assertThatThrownBy(() -> stack.afterCommit().requireTransaction().callOnce("key", 1, list -> {}))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("CAC-022");
        }

        @Test
        void isNotCalledAfterARollback() {
            assertThatThrownBy(() -> stack.transactions().required(() -> {
                collect("key", 1);
                collect("key", 2);
                throw new IllegalArgumentException("no");
            })).hasMessage("no");

            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void aCallThatCollectsNothingAndOneThatCollectsAreBothMadeUnderAnEqualKey() throws Exception {
            stack.transactions().required(() -> {
                callOnce("key", "once");
                collect("key", 1);
                callOnce("key", "ignored");
                collect("key", 2);
            });

            assertThat(stack.journal().noted()).containsExactly("once", "key [1, 2]");
        }

        @Test
        void isOnePendingCallWhateverTheNumberOfElements() throws Exception {
            stack.transactions().required(() -> {
                collect("key", 1);
                collect("key", 2);

                assertThat(stack.afterCommit().pending().names()).containsExactly("lambda in Collecting.collect");
            });
        }

        @Test
        void theKeyIsFreeAgainOnceTheCallWasMadeByHand() throws Exception {
            stack.transactions().required(() -> {
                collect("key", 1);
                collect("key", 2);
                stack.afterCommit().pending().callNow();
                callOnce("other", "between");
                collect("key", 3);
            });

            assertThat(stack.journal().noted()).containsExactly("key [1, 2]", "between", "key [3]");
        }

        @Test
        void whatItsMethodCollectsByHandIsMadeAtTheSameTime() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().callOnce("key", 1, list -> {
                    stack.journal().note("outer " + list);
                    collect("key", 2);
                    collect("key", 3);
                });
                stack.afterCommit().pending().callNow();

                assertThat(stack.journal().noted()).containsExactly("outer [1]", "key [2, 3]");
            });
        }

        @Test
        void aFailureIsReportedOnceAndCostsNoOtherCall() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().callOnce("key", 1, list -> {
                    throw new IllegalStateException("broken");
                });
                stack.afterCommit().callOnce("key", 2, list -> {});
                callOnce("other", "called");
            });

            assertThat(stack.journal().noted()).containsExactly("called");
            assertThat(stack.logs().messages("CAC-008")).hasSize(1);
        }

        @Test
        void elementsOfManyThreadsAreAllInTheOneList() throws Exception {
            int each = 10_000;
            TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
            Race race = new Race(manager);
            stack.transactions().required(() -> {
                Transaction transaction = manager.getTransaction();
                race.run(() -> race.in(transaction, () -> collectAll(0, each)),
                        () -> race.in(transaction, () -> collectAll(each, 2 * each)));
            });
            race.end();

            assertThat(lists).singleElement().satisfies(list -> assertThat(list).hasSize(2 * each)
                    .containsAll(IntStream.range(0, 2 * each).boxed().toList()));
        }

        @Test
        void manyElementsMakeOneCall() throws Exception {
            stack.transactions().required(() -> {
                for (int i = 0; i < 200_000; i++) {
                    stack.afterCommit().callOnce("key", "e", list -> stack.journal().note(list.size() + " elements"));
                }
            });

            assertThat(stack.journal().noted()).containsExactly("200000 elements");
        }
    }
}
