package nova.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This reads or writes more than one tenant's data, on purpose. A ratchet in the floor plan counts
 * the uses.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AcrossTenants {

  /** Why it may. */
  String value();
}
