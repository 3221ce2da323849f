package nova.platform.jobs;

import static java.lang.System.Logger.Level.ERROR;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.errors.ErrorReports;
import nova.platform.ids.Ids;
import nova.platform.logging.LogContext;
import nova.platform.persistence.Role;
import nova.platform.persistence.Role.Name;

/** Runs every {@link Job} there is with db-scheduler, from the application's start to its stop. */
@Component
class JobRunner {
  private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
  private final ErrorReports reports;
  private final Ids ids;
  private final Scheduler scheduler;

  @Inject
  JobRunner(
      Instance<Job> jobs,
      @Role(Name.JOBS) DataSource database,
      ManagedThreadFactory threads,
      ErrorReports reports,
      Ids ids) {
    this.reports = reports;
    this.ids = ids;
    this.scheduler = scheduler(jobs.stream().map(this::task).toList(), database, threads);
  }

  void start(@Observes @Priority(StartOrder.WORK) Startup event) {
    scheduler.start();
  }

  void stop(@Observes Shutdown event) {
    scheduler.stop();
  }

  private static Scheduler scheduler(
      List<RecurringTask<Void>> tasks, DataSource database, ManagedThreadFactory threads) {
    var settings = JobSettings.defaults();
    return Scheduler.create(database)
        .startTasks(tasks)
        .threads(settings.threads())
        .executorService(Executors.newFixedThreadPool(settings.threads(), threads))
        .dueExecutor(Executors.newSingleThreadExecutor(threads))
        .housekeeperExecutor(Executors.newScheduledThreadPool(2, threads))
        .pollingInterval(settings.polling())
        .heartbeatInterval(settings.heartbeat())
        .shutdownMaxWait(settings.stopPatience())
        .alwaysPersistTimestampInUTC()
        .failureLogging(LogLevel.OFF, false)
        .build();
  }

  private RecurringTask<Void> task(Job job) {
    return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
        .execute((instance, context) -> run(job));
  }

  private void run(Job job) {
    try (var _ = LogContext.open(ids.next().toString())) {
      job.run();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Job " + job.name() + " failed", e);
      reports.unexpected("job " + job.name(), e);
      throw e; // db-scheduler counts it; its own logging is off
    }
  }
}
