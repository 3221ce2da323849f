package nova.web.adcs;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.nodes.Adc;
import nova.nodes.AdcCommands;
import nova.nodes.AdcId;
import nova.nodes.AdcQueries;
import nova.web.http.EntityTags;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.PathIds;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** ADCs of an organisation. */
@Path("organisations/{organisation}/adcs")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class AdcResource {
  private static final String WHAT = "ADC";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
  private final AdcQueries queries;
  private final AdcCommands commands;
  private final Caller caller;

  @Inject
  public AdcResource(AdcQueries queries, AdcCommands commands, Caller caller) {
    this.queries = queries;
    this.commands = commands;
    this.caller = caller;
  }

  @GET
  public PageBody<AdcBody> list(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = queries.adcs(caller.reading(organisation), paging.limit(), paging.id());
    return PageBody.of(page, AdcBody::of);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@PathParam("organisation") String organisation, JsonFields body) {
    var scope = caller.operating(organisation);
    AdcId id = commands.create(scope, AdcReading.read(body));
    return answer(Response.status(Response.Status.CREATED), queries.adc(scope.reading(), id))
        .header("Location", "/api/v1/organisations/" + scope.tenant() + "/adcs/" + id)
        .build();
  }

  @GET
  @Path("{id}")
  public Response get(@PathParam("organisation") String organisation, @PathParam("id") String id) {
    return answer(Response.ok(), queries.adc(caller.reading(organisation), adc(id))).build();
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response replace(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    var scope = caller.operating(organisation);
    AdcId adc = adc(id);
    queries.adc(scope.reading(), adc);
    long version = EntityTags.required(ifMatch, WHAT);
    commands.replace(scope, adc, version, AdcReading.read(body));
    return answer(Response.ok(), queries.adc(scope.reading(), adc)).build();
  }

  @DELETE
  @Path("{id}")
  public Response delete(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    var scope = caller.operating(organisation);
    AdcId adc = adc(id);
    queries.adc(scope.reading(), adc);
    commands.delete(scope, adc, EntityTags.required(ifMatch, WHAT));
    return Response.noContent().build();
  }

  @GET
  @Path("{id}/versions")
  public PageBody<AdcVersionBody> versions(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page =
        queries.versions(
            caller.reading(organisation), adc(id), paging.limit(), before(paging.cursor()));
    return PageBody.of(page, AdcVersionBody::of);
  }

  @GET
  @Path("{id}/versions/{version}")
  public AdcVersionBody version(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @PathParam("version") String version) {
    var scope = caller.reading(organisation);
    if (!NUMBER.matcher(version).matches()) {
      throw new FailureException(new Failure.NotFound("version"));
    }
    return AdcVersionBody.of(queries.version(scope, adc(id), Long.parseLong(version)));
  }

  private static @Nullable Long before(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    if (!NUMBER.matcher(cursor).matches()) {
      throw new FailureException(
          new Failure.Invalid(
              List.of(
                  new Problem(
                      "cursor", "unusable", "Pass the next of the page before, unchanged."))));
    }
    return Long.valueOf(cursor);
  }

  private static Response.ResponseBuilder answer(Response.ResponseBuilder to, Adc adc) {
    return to.entity(AdcBody.of(adc)).header("ETag", EntityTags.of(adc.version()));
  }

  private static AdcId adc(String id) {
    return new AdcId(PathIds.parse(id, WHAT));
  }
}
