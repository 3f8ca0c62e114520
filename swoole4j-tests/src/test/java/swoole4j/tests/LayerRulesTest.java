package swoole4j.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Which package may know which; a rule for packages that are not there yet holds until they are. */
@Spec("framework 104")
@AnalyzeClasses(packages = "swoole4j", importOptions = ImportOption.DoNotIncludeTests.class)
class LayerRulesTest {
    private static final String REACTOR = "swoole4j.engine.reactor..";
    private static final String WORKER = "swoole4j.engine.worker..";
    private static final String PIPELINE = "swoole4j.engine.pipeline..";
    private static final String TLS = "swoole4j.engine.tls..";
    private static final String HTTP2 = "swoole4j.engine.http2..";
    private static final String CORE = "swoole4j.core..";
    private static final String SCHEDULER = "swoole4j.core.coroutine..";
    private static final String FRAMEWORK = "swoole4j.framework..";
    private static final String FRAMEWORK_ENGINE = "swoole4j.engine.framework..";

    @ArchTest
    static final ArchRule nettyStaysBehindTheReactorAndInTheClient = noClasses()
            .that()
            .resideOutsideOfPackages(
                    REACTOR, PIPELINE, TLS, HTTP2, "swoole4j.engine.link.socket..", "swoole4j.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule whatAClientSendsIsMadeWithoutNetty = noClasses()
            .that()
            .resideInAnyPackage("swoole4j.client.message..", "swoole4j.client.coding..", "swoole4j.client.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "swoole4j.client.net..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theServerDoesNotKnowTheClient = noClasses()
            .that()
            .resideInAPackage("swoole4j.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("swoole4j.client..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theClientDoesNotKnowTheServer = noClasses()
            .that()
            .resideInAPackage("swoole4j.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("swoole4j.engine..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule workersDoNotKnowReactors = noClasses()
            .that()
            .resideInAPackage(WORKER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REACTOR, PIPELINE, TLS, HTTP2)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule reactorsDoNotKnowWorkers = noClasses()
            .that()
            .resideInAPackage(REACTOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WORKER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theStaticHandlerKnowsNoConnection = noClasses()
            .that()
            .resideInAPackage("swoole4j.engine.files..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REACTOR, PIPELINE, WORKER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule startingProcessesKnowsNeitherSideOfTheSeam = noClasses()
            .that()
            .resideInAPackage("swoole4j.engine.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", REACTOR, PIPELINE, TLS, HTTP2, WORKER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule serverClientAndCoresHaveNoPackageCycles = slices().assignedFrom(new InternalPackages())
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule coresKnowOnlyTheJdkAndThemselves = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CORE, "java..", "javax.crypto..", "jdk..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule coresTouchNoSocket = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule coresReadNoClock = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackage(SCHEDULER)
            .should()
            .accessTargetWhere(clock())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule coresStartNoThread = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackage(SCHEDULER)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Timer.class, Executor.class, Executors.class, CompletableFuture.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theBareServerDoesNotKnowTheFramework = noClasses()
            .that()
            .resideOutsideOfPackages(FRAMEWORK, FRAMEWORK_ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORK, FRAMEWORK_ENGINE)
            .allowEmptyShould(true);

    /** So that it could move out: what it uses of the bare server any program may use, and beyond that a codec of plain values. */
    @ArchTest
    static final ArchRule theFrameworkKnowsTheBareServersFaceOnly = noClasses()
            .that()
            .resideInAnyPackage(FRAMEWORK, FRAMEWORK_ENGINE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("swoole4j.engine..", CORE, "swoole4j.internal..", "io.netty..")
                    .and(resideOutsideOfPackages(FRAMEWORK_ENGINE, "swoole4j.core.value..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule thePartsOfTheFrameworkDoNotKnowTheWhole = noClasses()
            .that()
            .resideInAPackage(FRAMEWORK_ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("swoole4j.framework.app..")
            .allowEmptyShould(true);

    /** One slice for each package of the server and of the cores; the facades know each other, as Swoole's classes do. */
    private static final class InternalPackages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            boolean internal = name.startsWith("swoole4j.engine")
                    || name.startsWith("swoole4j.core")
                    || name.startsWith("swoole4j.client");
            return internal ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of server, client and cores";
        }
    }

    private static DescribedPredicate<JavaAccess<?>> clock() {
        Set<String> reads = Set.of("nanoTime", "currentTimeMillis", "now", "systemUTC", "systemDefaultZone");
        return DescribedPredicate.describe("a clock", access -> {
            JavaClass owner = access.getTargetOwner();
            boolean timeful =
                    owner.isEquivalentTo(System.class) || owner.getPackageName().equals("java.time");
            return timeful && reads.contains(access.getTarget().getName());
        });
    }
}
