package nova.agent.upstream.names;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * The hosts file, then DNS, then whatever else the machine knows names by. The JDK's own resolver
 * does not tell how long an answer holds.
 *
 * <p>IPv6 addresses are left out where the machine has no way to reach any (as with {@code
 * AI_ADDRCONFIG}), unless the name has no others.
 */
public final class DnsLookup implements Lookup {
  private static final Duration MOST = Duration.ofSeconds(8);
  private static final Duration OF_FILES = Duration.ofSeconds(5);
  private static final Duration OF_THE_MACHINE = Duration.ofSeconds(30);

  private final HostsFile hosts;
  private final LookupSession session;

  /**
   * Asks a certain resolver.
   *
   * @param hosts read before DNS is asked
   */
  public DnsLookup(Path hosts, Resolver resolver) {
    this.hosts = new HostsFile(hosts);
    ResolverConfig machine = ResolverConfig.getCurrentConfig();
    this.session =
        LookupSession.builder()
            .resolver(resolver)
            .searchPath(machine.searchPath())
            .ndots(machine.ndots())
            .build();
  }

  /** As the machine is set up. */
  public static DnsLookup ofTheNode() {
    return new DnsLookup(Path.of("/etc/hosts"), new ExtendedResolver());
  }

  @Override
  public Found find(String name) throws IOException {
    List<InetAddress> listed = hosts.find(name);
    return listed.isEmpty() ? ask(name) : new Found(reachable(listed), OF_FILES);
  }

  private Found ask(String text) throws IOException {
    Name name = name(text);
    CompletableFuture<LookupResult> four = begin(name, Type.A);
    CompletableFuture<LookupResult> six = begin(name, Type.AAAA);
    List<InetAddress> addresses = new ArrayList<>();
    long ttl = Math.min(add(addresses, four, text), add(addresses, six, text));
    if (addresses.isEmpty()) {
      return new Found(reachable(List.of(InetAddress.getAllByName(text))), OF_THE_MACHINE);
    }
    return new Found(reachable(addresses), Duration.ofSeconds(ttl));
  }

  private static Name name(String text) throws UnknownHostException {
    try {
      return Name.fromString(text);
    } catch (TextParseException noName) {
      throw new UnknownHostException(text);
    }
  }

  private CompletableFuture<LookupResult> begin(Name name, int type) {
    return session
        .lookupAsync(name, type)
        .toCompletableFuture()
        .orTimeout(MOST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Answers the shortest time to live. */
  private static long add(List<InetAddress> to, CompletableFuture<LookupResult> asked, String name)
      throws IOException {
    long ttl = Long.MAX_VALUE;
    try {
      for (Record found : asked.get(MOST.toMillis(), TimeUnit.MILLISECONDS).getRecords()) {
        switch (found) {
          case ARecord four -> to.add(four.getAddress());
          case AAAARecord six -> to.add(six.getAddress());
          default -> {} // an alias on the way
        }
        ttl = Math.min(ttl, found.getTTL());
      }
      return ttl;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof NoSuchDomainException
          || failed.getCause() instanceof NoSuchRRSetException) {
        return ttl; // of the other kind there may be some
      }
      throw new IOException(name, failed.getCause());
    } catch (TimeoutException late) {
      throw new IOException(name, late);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(name, stopping);
    }
  }

  private static List<InetAddress> reachable(List<InetAddress> all) {
    List<InetAddress> four = all.stream().filter(a -> a instanceof Inet4Address).toList();
    return four.isEmpty() || four.size() == all.size() || hasIpv6() ? List.copyOf(all) : four;
  }

  private static boolean hasIpv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(
              a ->
                  !(a instanceof Inet4Address)
                      && !a.isLoopbackAddress()
                      && !a.isLinkLocalAddress());
    } catch (SocketException unknown) {
      return true;
    }
  }
}
