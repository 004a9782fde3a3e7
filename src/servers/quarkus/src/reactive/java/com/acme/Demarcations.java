// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.function.Supplier;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes a row in a reactive transaction of the wanted kind, and then runs work in it. */
@ApplicationScoped
class Demarcations {

    @ApplicationScoped
    static class AnnotatedWork {

        @Transactional
        Uni<Void> transactional(Supplier<Uni<Void>> work) {
            return work.get();
        }

        @WithTransaction
        Uni<Void> withTransaction(Supplier<Uni<Void>> work) {
            return work.get();
        }

        @WithTransaction(stateless = true)
        Uni<Void> stateless(Supplier<Uni<Void>> work) {
            return work.get();
        }
    }

    @Inject
    AnnotatedWork annotated;

    @Inject
    Mutiny.Session injected;

    @Inject
    Mutiny.StatelessSession statelessInjected;

    @Inject
    Mutiny.SessionFactory sessions;

    Uni<Void> run(Demarcation demarcation, Entry entry, Runnable work) {
        Supplier<Uni<Void>> injectedWork = () -> injected.persist(entry).invoke(work);
        Supplier<Uni<Void>> statelessWork = () -> statelessInjected.insert(entry).invoke(work);
        return switch (demarcation) {
            // no session is open yet
            case TRANSACTIONAL -> annotated
                    .transactional(() -> Uni.createFrom().voidItem().invoke(work).chain(() -> injected.persist(entry)));
            case WITH_TRANSACTION -> annotated.withTransaction(injectedWork);
            case STATELESS_WITH_TRANSACTION -> annotated.stateless(statelessWork);
            case AFTER_INNER_WITH_TRANSACTION ->
                annotated.withTransaction(() -> annotated.withTransaction(() -> injected.persist(entry)).invoke(work));
            case PANACHE -> Panache.withTransaction(injectedWork);
            case SESSION -> Panache.withSession(() -> Panache.getSession()
                    .chain(session -> session.withTransaction(transaction -> session.persist(entry).invoke(work))));
            case SESSION_FACTORY -> sessions.withTransaction(session -> session.persist(entry).invoke(work));
            case STATELESS_SESSION_FACTORY ->
                sessions.withStatelessTransaction(session -> session.insert(entry).invoke(work));
        };
    }
}
