// SPDX-License-Identifier: Apache-2.0
package org.acme;

import com.acme.Neighbour;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;

/** The same in a package whose name comes behind that of the library. */
public final class OtherNeighbour {

    private OtherNeighbour() {}

    @Neighbour.Beside
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 199)
    public static class Outside extends Neighbour {

        public Outside() {
            super(Place.ORG_ACME_OUTSIDE);
        }
    }

    @Neighbour.Beside
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 201)
    public static class Inside extends Neighbour {

        public Inside() {
            super(Place.ORG_ACME_INSIDE);
        }
    }
}
