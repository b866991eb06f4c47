package run.trellis;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the controller. */
@SpringBootApplication(proxyBeanMethods = false)
public class TrellisApplication {

  public static void main(String[] args) {
    SpringApplication.run(TrellisApplication.class, args);
  }
}
