package nova.tenants.logic;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nova.kernel.AcrossTenants;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.PersonId;
import nova.kernel.Problem;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.ids.SecretToken;
import nova.platform.persistence.Database;
import nova.tenants.Access;
import nova.tenants.Session;
import nova.tenants.SignUp;
import nova.tenants.SignedIn;
import nova.tenants.TokenHolder;
import nova.tenants.store.KeyStore;
import nova.tenants.store.KeyStore.OpenSession;
import nova.tenants.store.PeopleStore;

/** {@link Access}: who comes in, and how. */
@Component
@AcrossTenants("whoever stands at the door has no tenant yet")
class Door implements Access {
  private static final Problem UNUSABLE =
      new Problem("/token", "unusable", "This link is unknown or too old. Ask for another.");
  private final AccessSettings settings = AccessSettings.defaults();
  private final Database database;
  private final Registration registration;
  private final PeopleStore people;
  private final KeyStore keys;
  private final Passwords passwords;
  private final Throttle throttle;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  Door(
      Database database,
      Registration registration,
      PeopleStore people,
      KeyStore keys,
      Passwords passwords,
      Throttle throttle,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.registration = registration;
    this.people = people;
    this.keys = keys;
    this.passwords = passwords;
    this.throttle = throttle;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Problem> problems(SignUp request) {
    return SignUpCheck.problems(request);
  }

  @Override
  public List<Problem> addressProblems(String email) {
    return EmailAddress.parse(email).isPresent() ? List.of() : List.of(SignUpCheck.NO_ADDRESS);
  }

  /** The password is hashed before anybody looks whether the address is known: same time. */
  @Override
  public String signUp(SignUp request, String remoteAddress) {
    EmailAddress email = SignUpCheck.check(request);
    countLetter(email, remoteAddress);
    String hash = passwords.hash(request.password());
    var tenant = new TenantId(ids.next());
    var scope = new ChangeScope(tenant, new Actor.Job("sign-up"), "sign-up", clock.instant());
    registration.register(scope, request.organisation().strip(), email, hash);
    return email.value();
  }

  @Override
  public String requestVerification(String text, String remoteAddress) {
    EmailAddress email = address(text);
    countLetter(email, remoteAddress);
    registration.verifyAgain(email, clock.instant());
    return email.value();
  }

  private void countLetter(EmailAddress email, String remoteAddress) {
    var window = settings.letterWindow();
    throttle.count("letter/address", remoteAddress, settings.lettersPerAddress(), window);
    throttle.count("letter/account", email.key(), settings.lettersPerAccount(), window);
  }

  @Override
  public String verify(String token) {
    byte[] hash = SecretToken.presented(token).hash();
    return database
        .outside(entities -> people.verify(entities, hash, clock.instant()))
        .orElseThrow(() -> new FailureException(new Failure.Invalid(List.of(UNUSABLE))));
  }

  @Override
  public SignedIn signIn(String text, String password, String remoteAddress) {
    var window = settings.signInWindow();
    String account = EmailAddress.parse(text).map(EmailAddress::key).orElse(text);
    throttle.count("sign-in/address", remoteAddress, settings.signInsPerAddress(), window);
    throttle.count("sign-in/account", account, settings.signInsPerAccount(), window);
    var person = database.outside(entities -> people.find(entities, account));
    boolean right =
        person.isPresent()
            ? passwords.matches(password, person.get().passwordHash())
            : passwords.matchesNobody(password);
    if (person.isEmpty() || !right) {
      throw new FailureException(
          new Failure.Unauthenticated("bad-credentials", "E-mail address or password is wrong."));
    }
    if (!person.get().verified()) {
      throw new FailureException(
          new Failure.Forbidden(
              "email-not-verified", "Follow the link in the letter we sent you first."));
    }
    throttle.forgive("sign-in/account", account);
    return database.outside(entities -> open(entities, person.get()));
  }

  private SignedIn open(EntityManager entities, PeopleStore.Person person) {
    SecretToken token = SecretToken.make("");
    Instant now = clock.instant();
    var session =
        new OpenSession(
            person.id(),
            person.email(),
            SecretToken.make("").reveal(),
            now.plus(settings.sessionLife()),
            now);
    keys.add(entities, ids.next(), token.hash(), session);
    return new SignedIn(withMemberships(entities, session), token.reveal());
  }

  @Override
  public Optional<Session> session(String token) {
    byte[] hash = SecretToken.presented(token).hash();
    Instant now = clock.instant();
    return database.outside(
        entities -> {
          var session = keys.find(entities, hash, now, now.minus(settings.sessionIdle()));
          session
              .filter(one -> one.lastSeenAt().isBefore(now.minus(settings.touchEvery())))
              .ifPresent(_ -> keys.touch(entities, hash, now));
          return session.map(one -> withMemberships(entities, one));
        });
  }

  private Session withMemberships(EntityManager entities, OpenSession session) {
    PersonId person = session.person();
    return new Session(
        person,
        session.email(),
        session.csrfToken(),
        session.expiresAt(),
        people.memberships(entities, person));
  }

  @Override
  public void signOut(String token) {
    byte[] hash = SecretToken.presented(token).hash();
    database.outside(
        entities -> {
          keys.remove(entities, hash);
          return true;
        });
  }

  @Override
  public Optional<TokenHolder> apiToken(String token) {
    byte[] hash = SecretToken.presented(token).hash();
    return database.outside(entities -> keys.holder(entities, hash, clock.instant()));
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(
            () -> new FailureException(new Failure.Invalid(List.of(SignUpCheck.NO_ADDRESS))));
  }
}
