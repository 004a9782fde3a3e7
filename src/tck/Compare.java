// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Tells which tests of the TCK pass with the library and without, and fails where they are not the same. */
final class Compare {

    public static void main(String[] arguments) throws Exception {
        Set<String> with = passed(Path.of(arguments[0], "with"));
        Set<String> without = passed(Path.of(arguments[0], "without"));
        System.out.printf("%s: %d tests pass without the library, and %d with it.%n", arguments[1], without.size(),
                with.size());
        Set<String> lost = new TreeSet<>(without);
        lost.removeAll(with);
        Set<String> won = new TreeSet<>(with);
        won.removeAll(without);
        if (without.isEmpty() || !lost.isEmpty() || !won.isEmpty()) {
            throw new IllegalStateException("Only without it: " + lost + ". Only with it: " + won);
        }
    }

    private static Set<String> passed(Path reports) throws Exception {
        NodeList cases = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(reports.resolve("TEST-TestSuite.xml").toFile()).getElementsByTagName("testcase");
        Set<String> passed = new TreeSet<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (test.getElementsByTagName("failure").getLength() + test.getElementsByTagName("error").getLength()
                    + test.getElementsByTagName("skipped").getLength() == 0) {
                passed.add(test.getAttribute("classname") + "#" + test.getAttribute("name").replaceAll("\\[.*", ""));
            }
        }
        return passed;
    }
}
