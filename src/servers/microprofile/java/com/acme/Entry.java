// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;

@Entity
@EntityListeners(EntryListener.class)
class Entry {

    @Id
    String id;

    /** In place of what the listener does. */
    @Transient
    Runnable whenFlushed;

    Entry() {}

    Entry(String id) {
        this(id, null);
    }

    Entry(String id, Runnable whenFlushed) {
        this.id = id;
        this.whenFlushed = whenFlushed;
    }
}
