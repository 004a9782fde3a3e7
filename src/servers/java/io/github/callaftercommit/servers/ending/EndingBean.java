// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.ending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;

/**
 * Commits transactions with calls while the application ends; they are noted in a file, for nobody can be asked then.
 */
@ApplicationScoped
public class EndingBean {

    @Inject
    AfterCommitService afterCommit;

    @Resource
    UserTransaction transaction;

    private Path notes;

    void noteIn(Path file) {
        notes = file;
    }

    void applicationEnds(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        commit("observer");
    }

    @PreDestroy
    void beanEnds() {
        commit("bean");
    }

    private void commit(String where) {
        try {
            transaction.begin();
            afterCommit.call(this::note, where);
            transaction.commit();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void note(String where) throws IOException {
        Files.writeString(notes, where + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
