package nova.platform.logging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Open Liberty's {@code LogRecordContext}: fields its JSON writer adds to every line of a thread.
 * Reached by name because its API jar is in no registry; outside of the server there is none, and
 * the fields are simply not written.
 */
final class ServerLogFields {
  private static final String CLASS = "com.ibm.websphere.logging.hpel.LogRecordContext";
  private static final Optional<MethodHandle> ADD =
      find("addExtension", MethodType.methodType(void.class, String.class, String.class));
  private static final Optional<MethodHandle> REMOVE =
      find("removeExtension", MethodType.methodType(boolean.class, String.class));

  private ServerLogFields() {}

  static void add(String name, String value) {
    ADD.ifPresent(handle -> invoke(handle, name, value));
  }

  static void remove(String name) {
    REMOVE.ifPresent(handle -> invoke(handle, name));
  }

  private static Optional<MethodHandle> find(String name, MethodType type) {
    try {
      return Optional.of(MethodHandles.publicLookup().findStatic(Class.forName(CLASS), name, type));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static void invoke(MethodHandle handle, Object... arguments) {
    try {
      handle.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Liberty's log context failed", e);
    }
  }
}
