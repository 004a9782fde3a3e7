// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.io.Serializable;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a call in logs, failures and recordings. It never comes from a user's {@code toString()}: that might
 * fail, or print what a log must not hold.
 */
final class CallName {

    private static final String LAMBDA = "$$Lambda";

    /** What the compiler calls the method that holds the body of a lambda in {@code place}: {@code lambda$place$0}. */
    private static final Pattern SYNTHETIC = Pattern.compile("lambda\\$([^$]*)\\$.*");

    private CallName() {}

    /** Returns the name of a lambda or a method reference, else of the class. */
    static String of(Serializable callback) {
        String type = callback.getClass().getName();
        int lambda = type.indexOf(LAMBDA);
        return lambda < 0 ? type : ofLambda(callback, type.substring(0, lambda));
    }

    static String of(Method method) {
        return simpleName(method.getDeclaringClass().getName()) + '.' + method.getName()
                + parameters(Arrays.stream(method.getParameterTypes()).map(Class::getTypeName));
    }

    /** The compiler leaves what a serializable lambda stands for in a method of its class. */
    private static String ofLambda(Serializable callback, String type) {
        try {
            Method replacement = callback.getClass().getDeclaredMethod("writeReplace");
            replacement.setAccessible(true);
            SerializedLambda written = (SerializedLambda) replacement.invoke(callback);
            String owner = simpleName(written.getImplClass()) + '.';
            Matcher lambda = SYNTHETIC.matcher(written.getImplMethodName());
            return lambda.matches()
                    ? "lambda in " + owner + lambda.group(1)
                    : owner + written.getImplMethodName() + parameters(types(written.getImplMethodSignature()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError hidden) {
            return "lambda in " + type;
        }
    }

    private static Stream<String> types(String signature) {
        return MethodTypeDesc.ofDescriptor(signature).parameterList().stream().map(ClassDesc::displayName);
    }

    private static String parameters(Stream<String> types) {
        return types.map(CallName::simpleName).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Class.getSimpleName() loads the enclosing class, which the class loader of an undeployed application refuses. */
    private static String simpleName(String type) {
        return type
                .substring(Math.max(type.lastIndexOf('/'), Math.max(type.lastIndexOf('.'), type.lastIndexOf('$'))) + 1);
    }
}
