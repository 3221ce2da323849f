package nova.platform.persistence;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** As which database role a connection works. */
@Qualifier
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Role {
  Name value();

  /** The three roles; see the first migration. */
  enum Name {
    /** Reads and writes, through row-level security, inside JTA transactions. */
    APPLICATION,
    /** Only SELECT, through row-level security, inside JTA transactions. */
    READER,
    /** As {@link #APPLICATION}, but commits by itself: for the job scheduler. */
    JOBS,
    /** Owns the tables: for migrations, nothing else. */
    OWNER
  }
}
