package nova.agent.routing;

import org.jspecify.annotations.Nullable;

/** One request as rules see it: nothing is read before a rule asks for it, and nothing copied. */
public interface RequestView {
  String method();

  /** As the visitor named it: any case, with a port where one was given; empty for none. */
  String host();

  /** As it was sent, without the query; begins with a slash. */
  String path();

  /** The field line of this name with this number, from 0; null when there are not so many. */
  @Nullable String header(String name, int number);

  /** The visitor's IP address. */
  String peer();
}
