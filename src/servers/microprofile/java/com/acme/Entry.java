// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;

@Entity
@EntityListeners(EntryListener.class)
class Entry {

    @Id
    String id;

    Entry() {}

    Entry(String id) {
        this.id = id;
    }
}
