package run.trellis;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import run.trellis.cli.TrellisCommand;

/** Starts the controller, or does what the command line says. */
@SpringBootApplication(proxyBeanMethods = false)
public class TrellisApplication {

  public static void main(String[] args) {
    if (TrellisCommand.isMeantBy(args)) {
      System.exit(TrellisCommand.run(args));
    }
    SpringApplication.run(TrellisApplication.class, args);
  }
}
