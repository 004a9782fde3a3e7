// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/**
 * Counts the class loaders of the deployments that came and went. The list is shared by all deployments, through the
 * one place that they all see.
 */
@Named("loader")
@ApplicationScoped
class LoaderScenario implements Scenario {

    private static final String LOADERS = "io.github.callaftercommit.servers.loaders";

    @Override
    public void play(Script script, Facts facts) {
        @SuppressWarnings("unchecked")
        List<WeakReference<ClassLoader>> loaders = (List<WeakReference<ClassLoader>>) System.getProperties()
                .computeIfAbsent(LOADERS, name -> new CopyOnWriteArrayList<>());
        if (script.is("by", "remember")) {
            loaders.add(new WeakReference<>(LoaderScenario.class.getClassLoader()));
        } else {
            System.gc();
            facts.add("remembered", loaders.size());
            facts.add("alive", loaders.stream().filter(loader -> loader.get() != null).count());
        }
    }
}
