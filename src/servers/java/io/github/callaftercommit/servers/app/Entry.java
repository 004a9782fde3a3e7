// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;

/** A row. */
@Entity
public class Entry {

    @Id
    private String id;

    @Transient
    private Runnable whenFlushed = () -> {};

    protected Entry() {}

    Entry(String id) {
        this.id = id;
    }

    Entry(String id, Runnable whenFlushed) {
        this.id = id;
        this.whenFlushed = whenFlushed;
    }

    @PostPersist
    void flushed() {
        whenFlushed.run();
    }
}
