package nova.web.adcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.DocumentTree;
import nova.nodes.document.Pool.Algorithm;
import nova.testing.SampleDocument;
import nova.web.json.JsonBodyReader;
import nova.web.json.JsonFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdcReadingTest {
  private static final String LISTENERS = "{'port':80}";
  private static final String POOLS = "{'name':'web','servers':[{'name':'a','host':'a','port':1}]}";
  private static final String ROUTES = "{'name':'default','pool':'web'}";

  private static AdcDocument read(String body) throws IOException {
    var bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    return AdcReading.read(
        new JsonBodyReader()
            .readFrom(
                JsonFields.class,
                JsonFields.class,
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE,
                new MultivaluedHashMap<>(),
                bytes));
  }

  private static String document(String listeners, String routes, String pools, String more) {
    return "{'name':'shop','listeners':[%s],'routes':[%s],'pools':[%s]%s}"
        .formatted(listeners, routes, pools, more)
        .replace('\'', '"');
  }

  private static List<String> faults(String body) {
    var refusal = catchThrowableOfType(FailureException.class, () -> read(body));
    assertThat(refusal).as(body).isNotNull();
    return refusal.failure() instanceof Failure.Invalid(var problems)
        ? problems.stream().map(one -> one.pointer() + " " + one.code()).toList()
        : List.of();
  }

  /** As the table writes them: separated by semicolons. */
  private static List<String> expected(String faults) {
    return List.of(faults.strip().split("; "));
  }

  @Test
  void everything_that_can_be_said_is_read_and_said_back() throws IOException {
    AdcDocument document = read(SampleDocument.text());
    assertThat(Json.createObjectBuilder(DocumentTree.of(document)).build())
        .isEqualTo(SampleDocument.json());
  }

  @Test
  void what_is_left_out_stays_out_but_for_what_was_always_written() throws IOException {
    AdcDocument document =
        read(
            "{'name':'a','listeners':[{'port':80}],'pools':[%s]}"
                .formatted(POOLS)
                .replace('\'', '"'));
    var pool = document.pools().getFirst();
    assertThat(pool.algorithm()).isEqualTo(Algorithm.POWER_OF_TWO);
    assertThat(pool.retry()).isNull();
    assertThat(document.routes()).extracting(route -> route.pool()).containsExactly("web");
    assertThat(DocumentTree.of(document).keySet())
        .containsExactly("name", "listeners", "routes", "pools", "limits");
  }

  @Test
  void the_example_of_the_documentation_is_taken() throws IOException {
    Path page = Path.of(System.getProperty("nova.root", "."), "docs/balancing.md");
    String text = Files.readString(page);
    int start = text.indexOf("```json\n") + "```json\n".length();
    String example = text.substring(start, text.indexOf("```", start));
    assertThat(read(example).routes()).hasSize(3);
  }

  @Test
  void the_older_spelling_of_round_robin_is_read() throws IOException {
    String pool = POOLS.replace("'servers'", "'algorithm':'round-robin','servers'");
    assertThat(read(document(LISTENERS, ROUTES, pool, "")).pools().getFirst().algorithm())
        .isEqualTo(Algorithm.ROUND_ROBIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'port':80,'protocol':'https'} | /listeners/0/tls required",
        "{'port':80,'tls':{'certificates':[{'certificatePath':'a.pem','keyPath':'/'}]}} |"
            + " /listeners/0/tls not-here; /listeners/0/tls/certificates/0/certificatePath"
            + " not-a-file; /listeners/0/tls/certificates/0/keyPath not-a-file",
        "{'port':80,'protocol':'https','tls':{'certificates':[]}} |"
            + " /listeners/0/tls/certificates length",
        "{'port':80,'protocol':'tcp','http2':false} |"
            + " /listeners/0/http2 not-here; /listeners/0/tcpRoutes required",
        "{'port':80,'tcpRoutes':[{'name':'db','pool':'web'}]} | /listeners/0/tcpRoutes not-here",
        "{'port':80,'protocol':'tcp','tcpRoutes':[{'name':'default','serverNames':['a b','*.'],"
            + "'pool':'gone'}]} | /listeners/0/tcpRoutes/0/name duplicate;"
            + " /listeners/0/tcpRoutes/0/serverNames/0 not-a-host;"
            + " /listeners/0/tcpRoutes/0/serverNames/1 not-a-host;"
            + " /listeners/0/tcpRoutes/0/pool unknown-pool",
        "{'port':80,'protocol':'quic'} | /listeners/0/protocol not-a-choice",
      })
  void every_fault_of_a_listener_stands_at_its_field(String listener, String faults) {
    assertThat(faults(document(listener, ROUTES, POOLS, "")))
        .containsExactlyInAnyOrderElementsOf(expected(faults));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'r'} | /routes/0/pool required",
        "{'name':'r','pool':'web','redirect':{'location':'/x'},'retry':{}} |"
            + " /routes/0/pool not-here; /routes/0/retry not-here",
        "{'name':'r','pool':'web','pathPrefix':'/a','pathExact':'/b'} | /routes/0/pathExact one-of",
        "{'name':'r','pool':'web','pathExact':'b?c=1'} | /routes/0/pathExact not-a-path",
        "{'name':'r','pool':'web','pathTemplate':'/{a}/{a}'} |"
            + " /routes/0/pathTemplate not-a-template",
        "{'name':'r','pool':'web','pathTemplate':'/x{a}'} | /routes/0/pathTemplate not-a-template",
        "{'name':'r','pool':'web','hosts':['a.example:80','a.example','a.example']} |"
            + " /routes/0/hosts/0 not-a-host; /routes/0/hosts/2 duplicate",
        "{'name':'r','pool':'web','methods':['GE T']} | /routes/0/methods/0 not-a-method",
        "{'name':'r','pool':'web','headers':[{'name':'a b'}],'cookies':[{'name':'a=b'}]} |"
            + " /routes/0/headers/0/name not-a-name; /routes/0/cookies/0/name not-a-name",
        "{'name':'r','pool':'web','rewrite':{}} | /routes/0/rewrite required",
        "{'name':'r','pool':'web','rewrite':{'path':'/{id}','host':'a b','requestHeaders':"
            + "[{'name':'Host','value':'x'},{'action':'remove','name':'A','value':'x'}]}} |"
            + " /routes/0/rewrite/path unknown-variable; /routes/0/rewrite/host not-a-host;"
            + " /routes/0/rewrite/requestHeaders/0/name not-changeable;"
            + " /routes/0/rewrite/requestHeaders/1/value not-here",
        "{'name':'r','redirect':{'status':304,'location':'/{id}{query}'}} |"
            + " /routes/0/redirect/status not-a-choice;"
            + " /routes/0/redirect/location unknown-variable",
        "{'name':'r','pool':'web','retry':{'perTryMillis':500,'totalMillis':100,"
            + "'statuses':[500,500,200]}} | /routes/0/retry/totalMillis out-of-order;"
            + " /routes/0/retry/statuses/1 duplicate; /routes/0/retry/statuses/2 out-of-range",
      })
  void every_fault_of_a_route_stands_at_its_field(String route, String faults) {
    assertThat(faults(document(LISTENERS, route, POOLS, "")))
        .containsExactlyInAnyOrderElementsOf(expected(faults));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'algorithm':'consistentHash' | /hashKey required",
        "'hashKey':{'source':'path'} | /hashKey not-here",
        "'algorithm':'consistentHash','hashKey':{'source':'header'} | /hashKey/name not-a-name",
        "'algorithm':'consistentHash','hashKey':{'source':'path','name':'x','boundPercent':100} |"
            + " /hashKey/name not-here; /hashKey/boundPercent out-of-range",
        "'stickiness':{'cookieName':'a;b'} | /stickiness/cookieName not-a-name",
        "'stages':[{'name':'s','servers':['a'],'sharePercent':10}] | /stages nobody-left",
        "'stages':[{'name':'s','servers':['a','b'],'sharePercent':100.5}] |"
            + " /stages/0/sharePercent out-of-range; /stages/0/servers/1 unknown-server",
        "'stages':[{'name':'s','servers':['a'],'sharePercent':60},{'name':'s','servers':['a'],"
            + "'sharePercent':60}] | /stages/1/name duplicate; /stages/1/servers/0 duplicate;"
            + " /stages/1/sharePercent too-much",
        "'stages':[{'name':'s','servers':['a'],'sharePercent':1.234}] |"
            + " /stages/0/sharePercent wrong-type",
        "'passiveHealth':{'ratioMinimum':5,'downStatuses':[{'from':503,'to':500}]} |"
            + " /passiveHealth/ratioPercent required; /passiveHealth/downStatuses/0/to out-of-order",
        "'tls':{'caPem':'no','verify':false,'serverName':'a b','clientCertificate':"
            + "{'certificatePath':'/a'}} | /tls/caPem not-a-certificate; /tls/caPem not-here;"
            + " /tls/serverName not-a-host; /tls/clientCertificate/keyPath required",
        "'healthCheck':{'kind':'tcp','path':'/x','method':'HEAD','bodyContains':'x'} |"
            + " /healthCheck/path not-here; /healthCheck/method not-here;"
            + " /healthCheck/bodyContains not-here; /healthCheck/bodyContains not-here",
        "'healthCheck':{'grpcService':'x','json':{'pointer':'a','equals':'ok'},"
            + "'headers':[{'name':'Host','value':'x'}]} | /healthCheck/grpcService not-here;"
            + " /healthCheck/json/pointer not-a-pointer; /healthCheck/json/equals not-json;"
            + " /healthCheck/headers/0/name not-changeable",
        "'serverProtocol':{'proxyProtocol':3} | /serverProtocol/proxyProtocol out-of-range",
        "'retry':{'maxAttempts':0,'surprise':1} | /retry/maxAttempts out-of-range;"
            + " /retry/surprise unknown",
      })
  void every_fault_of_a_pool_stands_at_its_field(String part, String faults) {
    String pool = POOLS.replace("'servers'", part + ",'servers'");
    assertThat(faults(document(LISTENERS, ROUTES, pool, "")))
        .containsExactlyInAnyOrderElementsOf(
            expected(faults).stream().map(fault -> "/pools/0" + fault).toList());
  }

  @Test
  void every_fault_of_a_server_stands_at_its_field() {
    String pool =
        "{'name':'web','servers':[{'host':'a','port':1,'weight':257,'zone':'\u202e',"
            + "'drain':{'forceAt':'soon'}}]}";
    assertThat(faults(document(LISTENERS, ROUTES, pool, "")))
        .containsExactlyInAnyOrder(
            "/pools/0/servers/0/weight out-of-range",
            "/pools/0/servers/0/zone character",
            "/pools/0/servers/0/drain/forceAt wrong-type");
  }

  @Test
  void every_fault_of_an_error_page_stands_at_its_field() {
    String pages =
        ",'errorPages':[{'statusFrom':504,'statusTo':502,'html':'{{secret}}','json':'{'},"
            + "{'statusFrom':500,'statusTo':500}]";
    assertThat(faults(document(LISTENERS, ROUTES, POOLS, pages)))
        .containsExactlyInAnyOrder(
            "/errorPages/0/statusTo out-of-order",
            "/errorPages/0/html unknown-variable",
            "/errorPages/0/json not-json",
            "/errorPages/1 required");
  }
}
