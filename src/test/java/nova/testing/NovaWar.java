package nova.testing;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The war as it is shipped, for {@code @Deployment}. */
public final class NovaWar {
  private NovaWar() {}

  public static WebArchive shipped() {
    File war = new File(System.getProperty("nova.root"), "target/nova.war");
    return ShrinkWrap.create(ZipImporter.class, "nova.war").importFrom(war).as(WebArchive.class);
  }
}
