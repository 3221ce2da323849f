package nova.web.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a resource method. On the method, or on its class for all of them. A method without
 * one answers 404 to everybody, and the floor plan fails.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Allow {
  Who value();

  /** From the open street to the inner room. */
  enum Who {
    /** Nobody is asked who they are. */
    ANYBODY,
    /** A person with a session, or a program with an API token. */
    MEMBER,
    /** A person with a session. */
    PERSON
  }
}
