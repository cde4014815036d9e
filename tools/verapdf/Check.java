import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Which rules of PDF/UA-1 each pdf breaks, by veraPDF. Paths come in on standard input, one to a line; for each a line
 * goes out: the path, how many things were looked at, and each broken rule with how often and an example, between tabs.
 */
public class Check {
    private static final PDFAFlavour RULES = PDFAFlavour.byFlavourId("ua1");

    public static void main(String[] arguments) throws IOException {
        VeraGreenfieldFoundryProvider.initialise();
        var paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            out.println(path + "\t" + judge(path));
        }
    }

    private static String judge(String path) {
        try (var pdf = new FileInputStream(path); PDFAParser parser = Foundries.defaultInstance().createParser(pdf, RULES)) {
            return tell(Foundries.defaultInstance().createValidator(RULES, false).validate(parser));
        } catch (Exception error) {
            return "0\tcannot be read: " + plain(error.toString());
        }
    }

    private static String tell(ValidationResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> examples = new TreeMap<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                var rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                examples.putIfAbsent(rule, plain(each.getMessage() + " at " + each.getLocation().getContext()));
            }
        }
        if (counts.isEmpty() && !result.isCompliant()) {
            return result.getTotalAssertions() + "\tdoes not conform";
        }
        return result.getTotalAssertions() + "\t" + counts.keySet().stream()
            .map(rule -> rule + " (" + counts.get(rule) + "): " + examples.get(rule))
            .collect(Collectors.joining("\t"));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
