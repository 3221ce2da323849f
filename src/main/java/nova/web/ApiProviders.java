package nova.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import nova.web.json.JsonBodyReader;
import nova.web.problem.ProblemMapper;
import nova.web.security.AccessControl;

/**
 * The filters, readers and mappers of the REST API, in one list. Registered by hand because
 * RESTEasy makes what it finds by {@code @Provider} with a constructor without arguments only.
 */
@Provider
public class ApiProviders implements Feature {
  private static final List<Class<?>> ALL =
      List.of(AccessControl.class, JsonBodyReader.class, ProblemMapper.class);

  @Override
  public boolean configure(FeatureContext context) {
    ALL.forEach(type -> context.register(CDI.current().select(type).get()));
    return true;
  }
}
