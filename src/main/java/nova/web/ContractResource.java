package nova.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import nova.web.security.Allow;

/** The OpenAPI document of this very API. */
@Path("/")
@Dependent
@Allow(Allow.Who.ANYBODY)
public class ContractResource {
  private final ContractDocument document;

  @Inject
  public ContractResource(ContractDocument document) {
    this.document = document;
  }

  @GET
  @Path("openapi.yaml")
  @Produces("application/yaml")
  public String yaml() {
    return document.yaml();
  }

  @GET
  @Path("openapi.json")
  @Produces("application/json")
  public String json() {
    return document.json();
  }
}
