// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumMap;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;

/**
 * Interceptors as close to the transactional one as the library's own. Weld orders those of one priority by the names
 * of their classes: these come before the library's, and those in {@code org.acme} behind them.
 */
public abstract class Neighbour {

    /** Marks methods with such interceptors around them. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    public @interface Beside {}

    /** Where an interceptor sits. */
    public enum Place {
        COM_ACME_OUTSIDE, ORG_ACME_OUTSIDE, COM_ACME_INSIDE, ORG_ACME_INSIDE
    }

    /** What an interceptor does. */
    public interface Habit {

        Object around(InvocationContext invocation) throws Exception;
    }

    /** What each of them does: nothing, unless the test says otherwise. */
    @Singleton
    public static class Habits {

        private final Map<Place, Habit> habits = new EnumMap<>(Place.class);

        public void set(Place place, Habit habit) {
            habits.put(place, habit);
        }

        Habit of(Place place) {
            return habits.getOrDefault(place, InvocationContext::proceed);
        }
    }

    @Inject
    Habits habits;

    private final Place place;

    protected Neighbour(Place place) {
        this.place = place;
    }

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        return habits.of(place).around(invocation);
    }

    @Beside
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 199)
    public static class Outside extends Neighbour {

        public Outside() {
            super(Place.COM_ACME_OUTSIDE);
        }
    }

    @Beside
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 201)
    public static class Inside extends Neighbour {

        public Inside() {
            super(Place.COM_ACME_INSIDE);
        }
    }
}
