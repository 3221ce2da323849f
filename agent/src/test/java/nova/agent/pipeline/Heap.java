package nova.agent.pipeline;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** Counts living objects. */
final class Heap {
  private Heap() {}

  /** How many instances of the class are reachable now. */
  static int living(String className) throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    for (String line : histogram.split("\n", -1)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length >= 4 && words[3].equals(className)) {
        return Integer.parseInt(words[1]);
      }
    }
    return 0;
  }
}
