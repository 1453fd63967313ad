package dev.holdpoint.cli.policy;

import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.policy.trial.Expectation.Difference;
import dev.holdpoint.policy.trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report of cases in the XML that JUnit made common: a suite for each document. */
public final class JunitXml {
    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes the report.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, List<Verdict> verdicts) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
            new JunitXml(xml).report(verdicts);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void report(List<Verdict> verdicts) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        counts(verdicts);
        for (var suite : byTest(verdicts).entrySet()) {
            suite(suite.getKey(), suite.getValue());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static Map<String, List<Verdict>> byTest(List<Verdict> verdicts) {
        return verdicts.stream()
                .collect(
                        Collectors.groupingBy(
                                Verdict::test, LinkedHashMap::new, Collectors.toList()));
    }

    private void suite(String test, List<Verdict> verdicts) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", test);
        counts(verdicts);
        for (var verdict : verdicts) {
            testcase(verdict);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void counts(List<Verdict> verdicts) throws XMLStreamException {
        long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
        attribute("tests", String.valueOf(verdicts.size()));
        attribute("failures", String.valueOf(failed));
        attribute("errors", "0");
    }

    private void testcase(Verdict verdict) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", verdict.test());
        attribute("name", verdict.tried().name());
        attribute("file", verdict.tried().place().file());
        attribute("line", String.valueOf(verdict.tried().place().line()));
        if (!verdict.passed()) {
            xml.writeStartElement("failure");
            attribute(
                    "message",
                    verdict.differences().stream()
                            .map(JunitXml::words)
                            .collect(Collectors.joining("; ")));
            for (var line : TrialText.story(verdict)) {
                xml.writeCharacters(VisibleText.of(line) + "\n");
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String words(Difference one) {
        return "%s: expected %s, came %s".formatted(one.what(), one.expected(), one.came());
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.of(value));
    }
}
