// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.Objects;

import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/** Registers what helps the calls to run later than the interposed synchronization of their queue does; no refusal is a failure. */
final class Synchronizations {

    private final TransactionServices services;
    private volatile boolean refusesLate;

    Synchronizations(TransactionServices services) {
        this.services = services;
    }

    /**
     * Registers a synchronization that completes after the interposed ones.
     *
     * @param late in beforeCompletion, where Narayana (and WildFly with it) always refuses: it is asked once. Payara and GlassFish refuse in XA transactions only
     * @return false where there is no transaction manager, or it refuses
     */
    boolean registerPlain(Synchronization synchronization, boolean late) {
        TransactionManager found = services.manager();
        if (found == null || late && refusesLate) {
            return false;
        }
        Transaction transaction = null;
        try {
            transaction = found.getTransaction();
            if (transaction == null) {
                return false;
            }
            transaction.registerSynchronization(synchronization);
            return true;
        } catch (Exception | Error refused) {
            // out of beforeCompletion it would roll the transaction back
            refusesLate |= late && refused instanceof IllegalStateException && isNarayana(transaction);
            Messages.plainRefused(refused);
            return false;
        }
    }

    /** Registers an interposed synchronization in beforeCompletion, behind those that are there; without it the calls are made all the same. */
    void registerInterposed(Synchronization synchronization) {
        try {
            Objects.requireNonNull(services.registry()).registerInterposedSynchronization(synchronization);
        } catch (RuntimeException | Error refused) {
            // out of beforeCompletion it would roll the transaction back
            Messages.plainRefused(refused);
        }
    }

    private static boolean isNarayana(@Nullable Transaction transaction) {
        String name = transaction == null ? "" : transaction.getClass().getName();
        return name.startsWith("com.arjuna.") || name.startsWith("org.wildfly.");
    }
}
